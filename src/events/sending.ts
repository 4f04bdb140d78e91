// Deliveries leave: claimed by one statement, sent outside any transaction, answered by one statement. A crash between the
// two sends again what was sent: its key says so to whoever receives it.
import { inOneStatement } from '../audit/actions.js';
import { claimDeliveries, type DeliveryAnswer, type DueDelivery, writeDeliveryAnswer } from '../db/deliveries.js';
import type { Deps } from '../deps.js';
import { reasonOf } from '../kernel/outcome.js';
import { callOut } from '../outgoing/call.js';
import { openSecret } from '../signin/seal.js';
import { eventsSecretLabel } from '../sso/events-secret.js';
import { type SigningKey, signingKeys } from '../sso/signing-keys.js';
import { fanOut } from './fan-out-actions.js';
import { nextTry, pauseAfterSilence, verdictOf } from './rules.js';
import { webhookHeaders, writeEvent } from './token.js';

const atOnce = { all: 16, perClient: 4 };
const leaseMilliseconds = 60_000;

/** Sends what is due now, once. Returns how many were tried. */
async function sendDue(deps: Deps): Promise<number> {
  const now = deps.now();
  const leaseEnds = new Date(now.getTime() + leaseMilliseconds);
  const due = await inOneStatement(deps, (db) =>
    claimDeliveries(db, { now, leaseEnds, limit: atOnce.all, perClient: atOnce.perClient }),
  );
  if (due.length === 0) return 0;
  const [key] = (await signingKeys(deps, 'events')).active;
  if (key === undefined) throw new Error('no key signs events');
  const answers = await Promise.all(due.map((one) => sendOrPark(deps, key, one)));
  await Promise.all(answers.map((answer) => inOneStatement(deps, (db) => writeDeliveryAnswer(db, answer))));
  return due.length;
}

/** What cannot even be sent (a secret that does not open under this key) waits for the operator, and keeps no other waiting. */
async function sendOrPark(deps: Deps, key: SigningKey, due: DueDelivery): Promise<DeliveryAnswer> {
  try {
    return await sendOne(deps, key, due);
  } catch (error) {
    const { id, clientId } = due;
    const lastAnswer = `not sent: ${reasonOf(error)}`;
    deps.log.error({ delivery: id, client: clientId, answer: lastAnswer }, 'event parked');
    return { id, clientId, lastAnswer, next: { parked: deps.now() }, pausedUntil: undefined };
  }
}

async function sendOne(deps: Deps, key: SigningKey, due: DueDelivery): Promise<DeliveryAnswer> {
  const text = await writeEvent(deps.config.publicUrl, key, due);
  const { oldEventsSecret: old, oldEventsUntil: until } = due;
  const secrets = old !== null && until !== null && until > deps.now() ? [due.eventsSecret, old] : [due.eventsSecret];
  const opened = secrets.map((sealed) => openEventsSecret(deps, due.clientId, sealed));
  const called = await callOut(deps, {
    url: due.eventsUrl,
    registered: [due.eventsUrl],
    method: 'POST',
    headers: webhookHeaders(opened, due.key, deps.now(), text),
    body: text,
  });
  const now = deps.now();
  const verdict = called.ok ? verdictOf(called.value.status) : 'ill';
  const lastAnswer = called.ok ? String(called.value.status) : called.why;
  const { id, clientId } = due;
  deps.log.info({ delivery: id, client: clientId, answer: lastAnswer, try: due.tries }, 'event sent');
  if (verdict === 'taken') return { id, clientId, lastAnswer, next: { done: now }, pausedUntil: undefined };
  const at = nextTry(due.tries, due.tryingSince, now);
  if (at === 'park') deps.log.warn({ delivery: id, client: clientId }, 'event parked');
  const next = at === 'park' ? { parked: now } : { at };
  const pausedUntil = verdict === 'ill' ? new Date(now.getTime() + pauseAfterSilence) : undefined;
  return { id, clientId, lastAnswer, next, pausedUntil };
}

function openEventsSecret({ keys }: Deps, clientId: number, sealed: Uint8Array): Uint8Array {
  try {
    return openSecret(keys.seal, eventsSecretLabel, clientId, sealed);
  } catch {
    throw new Error('its secret cannot be opened');
  }
}

/** Tells applications of all that was committed and is due. Returns how many tries were made. */
export async function deliverEvents(deps: Deps): Promise<number> {
  while ((await fanOut(deps)) > 0);
  let tried = 0;
  for (;;) {
    const now = await sendDue(deps);
    if (now === 0) return tried;
    tried += now;
  }
}
