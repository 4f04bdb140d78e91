// Applications are told that a session is over: a client session whose portal session has ended waits until its client
// knows. Sent outside any transaction; one sender for each protocol.
import { inOneStatement } from '../audit/actions.js';
import { claimDueLogouts, type DueLogout, writeLogoutAnswer } from '../db/client-sessions.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, reasonOf, refused } from '../kernel/outcome.js';
import { sessionLimits } from '../signin/rules.js';
import { nextLogoutTry, type Protocol } from './rules.js';

/** Tells one client of one ended session. Refuses with what it answered. Done also when it asked not to be told. */
export type LogoutSender = (deps: Deps, due: DueLogout) => Promise<Outcome<string, string>>;
export type LogoutSenders = Readonly<Partial<Record<Protocol, LogoutSender>>>;

const atOnce = 16;
const leaseMilliseconds = 60_000;

async function tellDue(deps: Deps, senders: LogoutSenders): Promise<number> {
  const now = deps.now();
  const due = await inOneStatement(deps, (db) =>
    claimDueLogouts(db, {
      now,
      liveSince: new Date(now.getTime() - sessionLimits.parent.wholeHours * 3_600_000),
      retryAt: new Date(now.getTime() + leaseMilliseconds),
      limit: atOnce,
    }),
  );
  const answers = await Promise.all(due.map((one) => tellOne(deps, senders, one)));
  for (const answer of answers) await inOneStatement(deps, (db) => writeLogoutAnswer(db, answer));
  return due.length;
}

async function tellOne(
  deps: Deps,
  senders: LogoutSenders,
  due: DueLogout,
): Promise<Parameters<typeof writeLogoutAnswer>[1]> {
  const told = await trySender(deps, senders[due.protocol], due);
  const now = deps.now();
  const { id, tries } = due;
  const lastAnswer = told.ok ? told.value : told.why;
  deps.log.info({ logout: id, client: due.clientId, answer: lastAnswer, try: tries }, 'logout told');
  const nextAt = told.ok ? null : nextLogoutTry(tries, now);
  const over = nextAt === null ? now : null;
  return { id, toldAt: over, nextAt, lastAnswer, givenUpAt: told.ok ? null : over };
}

/** What cannot even be sent (a key that does not open) is a failed try of this one, and keeps no other waiting. */
async function trySender(
  deps: Deps,
  sender: LogoutSender | undefined,
  due: DueLogout,
): Promise<Outcome<string, string>> {
  if (sender === undefined) return done('not told here');
  try {
    return await sender(deps, due);
  } catch (error) {
    deps.log.error({ logout: due.id, client: due.clientId, why: reasonOf(error) }, 'logout not sent');
    return refused(`not sent: ${reasonOf(error)}`);
  }
}

/** Tells all that is due, now. Returns how many tries were made. */
export async function tellLogouts(deps: Deps, senders: LogoutSenders): Promise<number> {
  let tried = 0;
  for (;;) {
    const now = await tellDue(deps, senders);
    if (now === 0) return tried;
    tried += now;
  }
}
