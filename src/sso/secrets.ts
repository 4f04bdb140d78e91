// Secrets of applications: made by chance, kept hashed or sealed, shown once to whoever had them made.
import { createHash } from 'node:crypto';
import { inOneStatement } from '../audit/actions.js';
import { type EventsAccess, keepShown, takeShown } from '../db/client-register.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { openSecret, sealSecret } from '../signin/seal.js';
import type { By } from '../staff/rights.js';
import { eventsSecretLabel } from './events-secret.js';
import { type Secrets, secretShownMinutes } from './secret-rules.js';

const shownLabel = 'client-shown';
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();
const random = (deps: Deps, bytes: number) => Buffer.from(deps.random(bytes));

export function makeSecret(deps: Deps): { readonly secret: string; readonly hash: Buffer } {
  const secret = random(deps, 32).toString('base64url');
  return { secret, hash: sha256(secret) };
}

/** What signs the events of a client and what it fetches them with; sealed once its number is known. */
export function makeEventsAccess(deps: Deps) {
  const key = random(deps, 32);
  const eventsToken = random(deps, 32).toString('base64url');
  const nonce = random(deps, 12);
  return {
    eventsSecret: `whsec_${key.toString('base64')}`,
    eventsToken,
    accessOf: (clientId: number): EventsAccess => ({
      sealedSecret: sealSecret(deps.keys.seal, eventsSecretLabel, clientId, key, nonce),
      tokenHash: sha256(eventsToken),
    }),
  };
}

const oldest = (deps: Deps) => new Date(deps.now().getTime() - secretShownMinutes * 60_000);

/** A command prints them; a page reads them once, after the redirection. */
export async function keepForPage(deps: Deps, tx: Tx, by: By, clientId: number, secrets: Secrets): Promise<void> {
  if (by === 'command' || by.sessionId === undefined || Object.values(secrets).every((one) => one === null)) return;
  const bytes = Buffer.from(JSON.stringify(secrets), 'utf8');
  const sealed = sealSecret(deps.keys.seal, shownLabel, clientId, bytes, random(deps, 12));
  await keepShown(tx, { clientId, sessionId: by.sessionId, sealed, now: deps.now() }, oldest(deps));
}

/** Undefined once they were read, or too late. */
export async function takeSecrets(deps: Deps, clientId: number, sessionId: number): Promise<Secrets | undefined> {
  const sealed = await inOneStatement(deps, (db) => takeShown(db, { clientId, sessionId }, oldest(deps)));
  if (sealed === undefined) return undefined;
  return JSON.parse(openSecret(deps.keys.seal, shownLabel, clientId, sealed).toString('utf8')) as Secrets;
}
