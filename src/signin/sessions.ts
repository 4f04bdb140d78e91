// Opening, finding, rotating and ending sessions, of parents and of staff alike. The token is known to the browser
// alone: the database holds its SHA-256 (128 random bits need no key and no salt).
import { createHash } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Tx } from '../db/open.js';
import {
  endSession,
  findSession,
  insertSession,
  rotateSession,
  type SessionOwner,
  writeSessionProved,
  writeSessionSeen,
} from '../db/sessions.js';
import type { Deps } from '../deps.js';
import { mustWriteSeen, type Session, type SessionLimits, sessionDeath, sessionLimits, staffLimits } from './rules.js';
import type { ProofMethod, SessionDeath, SessionEndCause } from './session-rules.js';

export type Browser = { readonly address: string; readonly agent: string };
export type OpenedSession = { readonly id: number; readonly token: string };

export function newToken(deps: Deps): string {
  return Buffer.from(deps.random(32)).toString('base64url');
}

export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Opens a session inside the transaction that proved the person (a sign-in, an activation, an enrolment). */
export async function openSession(
  deps: Deps,
  tx: Tx,
  owner: SessionOwner,
  browser: Browser,
  methods: readonly ProofMethod[] = [],
): Promise<OpenedSession> {
  const token = newToken(deps);
  const id = await insertSession(tx, { owner, tokenHash: hashToken(token), now: deps.now(), methods, ...browser });
  return { id, token };
}

export type SessionLookup =
  | { readonly session: Session; readonly death?: undefined }
  | { readonly session: undefined; readonly death: SessionDeath };

/** How long a session of staff lives, as the network set. */
export async function readStaffLimits(deps: Deps): Promise<SessionLimits> {
  return staffLimits(await readNetworkSettings(deps.db));
}

/** The live session of a cookie's token; notes its use at most once a minute. */
export async function lookUpSession(deps: Deps, kind: Session['kind'], token: string): Promise<SessionLookup> {
  const found = token.length > 64 ? undefined : await findSession(deps.db, kind, hashToken(token));
  if (found === undefined || found.endedAt !== null) return { session: undefined, death: 'ended' };
  const now = deps.now();
  const { session } = found;
  const limits = session.kind === 'staff' ? await readStaffLimits(deps) : sessionLimits.parent;
  const death = sessionDeath(session, now, limits);
  if (death !== undefined) return { session: undefined, death };
  if (mustWriteSeen(session, now)) await inTransaction(deps, (tx) => writeSessionSeen(tx, session.id, now));
  return { session: session.kind === 'staff' ? { ...session, limits } : session };
}

/**
 * A fresh proof: the session keeps its id (so forms of other tabs live on) under a new token. Undefined when another
 * request was quicker: its answer carries the token.
 */
export async function renewSession(deps: Deps, tx: Tx, id: number, token: string): Promise<string | undefined> {
  const turned = await turnSession(deps, tx, id, token);
  if (turned !== undefined) await writeSessionProved(tx, id, deps.now());
  return turned;
}

/** A new token for the same session, whose own last proof stays as old as it is (another account was proved in it). */
export async function turnSession(deps: Deps, tx: Tx, id: number, token: string): Promise<string | undefined> {
  const renewed = newToken(deps);
  const rotated = await rotateSession(tx, { id, from: hashToken(token), to: hashToken(renewed), now: deps.now() });
  return rotated ? renewed : undefined;
}

export async function closeSession(deps: Deps, session: Session, cause: SessionEndCause): Promise<void> {
  await inTransaction(deps, (tx) => endSession(tx, session.id, cause, deps.now()));
  deps.log.info({ session: session.id, cause }, 'session ended');
}
