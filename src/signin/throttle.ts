// Wrong tries are counted before the secret is looked at: a try is reserved, and given back when it succeeds.
import { createHmac } from 'node:crypto';
import { inOneStatement } from '../audit/actions.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Db, Tx } from '../db/open.js';
import {
  type CountedSubject,
  forgetTries,
  giveTriesBack,
  readTries,
  type TakenTries,
  takeTries,
} from '../db/throttle.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { knownDevice } from './device.js';
import { installationParts, networkOf, scaledLimit, type TryLimit, type TrySubject, tryLimits } from './rules.js';

export type TooManyTries =
  /** Wait until then. */
  | { readonly kind: 'throttled'; readonly until: Date }
  /** Waiting no longer helps: a browser that has signed in before, or a letter. */
  | { readonly kind: 'locked' };

export type TryAsked = {
  /** Canonical; the mail for staff. */
  readonly identifier: string;
  readonly address: string;
  /** The value of the browser's device cookie. */
  readonly device?: string | undefined;
  /** The session in which another account is being proved: it has its own count. */
  readonly sessionId?: number | undefined;
  /** Staff and parents are counted apart. */
  readonly site?: 'parent' | 'staff';
};

/** Fewer tries than usual, where operators say so: never more, for the ceiling is computed with the usual ones. */
export function tightened(kind: TrySubject, wrongTries: number | null): TryLimit {
  const limit = tryLimits[kind];
  const own = kind === 'identifier' || kind === 'device' || kind === 'session';
  return own && wrongTries !== null ? { ...limit, tries: Math.min(limit.tries, wrongTries) } : limit;
}

/** What is typed is often a password or somebody else's name: only its HMAC is kept. */
function subjectOf(
  deps: Pick<Deps, 'keys' | 'config'>,
  kind: TrySubject,
  value: string,
  wrongTries: number | null = null,
): CountedSubject {
  const subject = createHmac('sha256', deps.keys.throttle).update(`${kind}:${value}`, 'utf8').digest();
  return { subject, limit: scaledLimit(tightened(kind, wrongTries), deps.config.throttleScale) };
}

const identifierSubject = (
  deps: Pick<Deps, 'keys' | 'config'>,
  { identifier, site = 'parent' }: TryAsked,
  wrongTries: number | null = null,
): CountedSubject => subjectOf(deps, 'identifier', `${site}:${identifier}`, wrongTries);

/** Who is counted for a try; what operators have set is read each time, for known and unknown alike. */
export async function countedFor(deps: Deps, asked: TryAsked): Promise<[CountedSubject, ...CountedSubject[]]> {
  return subjectsOf(deps, asked, (await readNetworkSettings(deps.db)).wrongTries);
}

export function subjectsOf(
  deps: Pick<Deps, 'keys' | 'config'>,
  asked: TryAsked,
  wrongTries: number | null = null,
): [CountedSubject, ...CountedSubject[]] {
  const device = knownDevice(deps, asked.device, asked.identifier);
  if (device !== undefined) return [subjectOf(deps, 'device', device, wrongTries)];
  const own = identifierSubject(deps, asked, wrongTries);
  const part = (own.subject[0] ?? 0) % installationParts;
  return [
    own,
    subjectOf(deps, 'address', networkOf(asked.address)),
    subjectOf(deps, 'installation', String(part)),
    ...(asked.sessionId === undefined ? [] : [subjectOf(deps, 'session', String(asked.sessionId), wrongTries)]),
  ];
}

/** Takes one try; refuses when the identifier, the browser, the address or the installation has none left. */
export async function reserveTry(deps: Deps, asked: TryAsked): Promise<Outcome<TakenTries, TooManyTries>> {
  const counted = await countedFor(deps, asked);
  const taken = await inOneStatement(deps, (db) => takeTries(db, counted, deps.now()));
  return await judgeTries(deps, counted, taken);
}

/** Whether every subject had a try left; the others get theirs back: somebody else's block costs them nothing. */
export async function judgeTries(
  deps: Deps,
  counted: readonly [CountedSubject, ...CountedSubject[]],
  taken: readonly Buffer[],
): Promise<Outcome<TakenTries, TooManyTries>> {
  const denied = counted.find(({ subject }) => !taken.some((one) => one.equals(subject)));
  if (denied === undefined) return done({ subjects: taken, forgiven: counted[0].subject });
  await inOneStatement(deps, (db) => giveTriesBack(db, { subjects: taken }));
  const state = await readTries(deps.db, denied.subject);
  if (state !== undefined && state.inARow >= denied.limit.inARow) return refused({ kind: 'locked' });
  return refused({ kind: 'throttled', until: state?.blockedUntil ?? deps.now() });
}

/** Takes one of the messages that an account may ask for again; false when it has had enough for now. */
export async function reserveMail(deps: Deps, tx: Tx, accountId: number): Promise<boolean> {
  return (await takeTries(tx, [subjectOf(deps, 'mail', String(accountId))], deps.now())).length === 1;
}

/**
 * Takes one of the messages that anybody may ask for about one identifier or address, from one network, and from the
 * whole installation; false when one of them has had enough for now. The same statement whether or not `about` exists.
 */
export async function reserveMessage(
  deps: Deps,
  tx: Tx,
  asked: { readonly about: string; readonly from: string },
): Promise<boolean> {
  const counted = [
    subjectOf(deps, 'mail', asked.about),
    subjectOf(deps, 'mail_from', networkOf(asked.from)),
    subjectOf(deps, 'mail_all', ''),
  ];
  const taken = await takeTries(tx, counted, deps.now());
  if (taken.length === counted.length) return true;
  // Else one network that asks without end would use up the messages of everybody.
  await giveTriesBack(tx, { subjects: taken });
  return false;
}

/** Takes one of the acts that one subject may do, right or wrong; until when it must wait, when it has had enough. */
export async function reserveAct(
  deps: Deps,
  db: Db,
  act: 'sign_on' | 'way_out' | 'withdrawal',
  value: string,
): Promise<Date | undefined> {
  const counted = subjectOf(deps, act, act === 'withdrawal' ? value : networkOf(value));
  const taken = await takeTries(db, [counted], deps.now());
  if (taken.length > 0) return undefined;
  return (await readTries(db, counted.subject))?.blockedUntil ?? deps.now();
}

/** Does what the try was taken for. When that fails by itself (too many hashes are asked), the try was none. */
export async function whileTrying<T>(deps: Deps, { subjects }: TakenTries, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await inOneStatement(deps, (db) => giveTriesBack(db, { subjects })).catch(() => undefined);
    throw error;
  }
}

/** The secret was right: the try did not count, and the row of failures of its owner is over. */
export async function giveTryBack(deps: Deps, taken: TakenTries): Promise<void> {
  await inOneStatement(deps, (db) => giveTriesBack(db, taken));
}

/** A new secret was set with a letter (or an enrolment link): failures with the former one are forgotten. */
export async function forgiveIdentifier(
  deps: Deps,
  tx: Tx,
  identifier: string,
  site: 'parent' | 'staff' = 'parent',
): Promise<void> {
  await forgetTries(tx, identifierSubject(deps, { identifier, address: '', site }).subject);
}
