// The way from a letter to an account: prove the letter, answer the birth dates, see whose letter it is.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import {
  type FoundActivation,
  findActivation,
  findLetterOfToken,
  insertActivation,
  killLetter,
  writeBirthDatesChecked,
  writeBirthDateTries,
} from '../db/activation.js';
import { type Child, childrenOf } from '../db/children.js';
import { holdLinks } from '../db/holds.js';
import type { Db } from '../db/open.js';
import type { Deps } from '../deps.js';
import { type CivilDate, civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { type LetterProof, readToken } from '../letters/rules.js';
import { hashLetterToken } from '../letters/secrets.js';
import { type FactorsAsked, readFactorsAsked } from '../signin/factor-code.js';
import { carryOutDueReset } from '../signin/factor-reset.js';
import { hashToken, newToken } from '../signin/sessions.js';
import {
  type ActivationStop,
  type AskedSchool,
  activationMinutes,
  activationStop,
  askedSchools,
  birthDatesRight,
  birthDateTries,
  letterStop,
} from './rules.js';

export type ProvedLetter = {
  readonly letterId: number;
  readonly accountId: number;
  readonly identifier: string;
  readonly schoolName: string;
  readonly proofVersion: number;
};

/**
 * Proves an account by the token of its letter's QR (either case). 128 random bits need no throttle; who holds them is
 * told the true reason when the letter opens nothing any more.
 */
export async function proveLetterToken(deps: Deps, token: string): Promise<Outcome<ProvedLetter, ActivationStop>> {
  const read = readToken(token);
  const found = read === undefined ? undefined : await findLetterOfToken(deps.db, hashLetterToken(deps.keys, read));
  if (found === undefined) return refused('unknown');
  const { letterId, accountId, identifier, school, account } = found;
  const stop = letterStop(found, today(deps));
  if (stop !== undefined) return refused(stop);
  return done({ letterId, accountId, identifier, schoolName: school.name, proofVersion: account.proofVersion });
}

type LetterShown = {
  readonly letterId: number;
  /** The account's proof version when the letter was proved. */
  readonly proofVersion: number;
  readonly proof: LetterProof;
};

/** Begins the way of a proved letter, in the browser that proved it: answers the token of its cookie. */
export async function startActivation(deps: Deps, proved: LetterShown): Promise<string> {
  const token = newToken(deps);
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + activationMinutes * 60_000);
  const { letterId, proofVersion, proof } = proved;
  await inTransaction(deps, (tx) =>
    insertActivation(tx, { letterId, proofVersion, proof, tokenHash: hashToken(token), createdAt, expiresAt }),
  );
  return token;
}

/** What a passkey signs for, at the end of this activation. */
export const activationPurpose = (token: string): string => `activation:${token}`;

export type Activation = {
  readonly accountId: number;
  /** The account's proof version when the letter was proved. */
  readonly proofVersion: number;
  readonly identifier: string;
  readonly schoolName: string;
  readonly proof: LetterProof;
  readonly asked: readonly AskedSchool[];
  readonly triesLeft: number;
  readonly birthDatesChecked: boolean;
  /** The second factors, one of which is asked with the new password; undefined when it has none. */
  readonly factors: FactorsAsked | undefined;
};

export type ActivationRefusal = ActivationStop | 'finished';

const today = (deps: Deps): CivilDate => civilDateOf(deps.now(), deps.config.timeZone);

/** The activation of a browser's cookie, while it may go on. `finished`: its account was opened by it. */
export async function findLiveActivation(
  deps: Deps,
  db: Db,
  token: string | undefined,
): Promise<Outcome<FoundActivation, ActivationRefusal>> {
  const found = token === undefined || token.length > 64 ? undefined : await findActivation(db, hashToken(token));
  if (found === undefined) return refused('too_late');
  if (found.usedAt !== null) return refused('finished');
  const stop = activationStop(found, deps.now(), today(deps));
  return stop === undefined ? done(found) : refused(stop);
}

/** Where this browser's activation stands. */
export async function readActivation(
  deps: Deps,
  token: string | undefined,
): Promise<Outcome<Activation, ActivationRefusal>> {
  const live = await findLiveActivation(deps, deps.db, token);
  if (!live.ok) return live;
  const { accountId, proofVersion, identifier, school, proof, birthDatesCheckedAt } = live.value;
  // A letter's QR proves no password: the hour of a reset may strike here first.
  await carryOutDueReset(deps, accountId);
  const asked = askedSchools(school.uai, await childrenOf(deps.db, accountId));
  if (asked.length === 0) return refused('unknown');
  return done({
    accountId,
    proofVersion,
    identifier,
    schoolName: school.name,
    proof,
    asked,
    triesLeft: birthDateTries - live.value.birthDateTries,
    birthDatesChecked: birthDatesCheckedAt !== null,
    factors: await readFactorsAsked(deps, accountId, activationPurpose(token ?? '')),
  });
}

export type WrongDates = { readonly kind: 'wrong'; readonly triesLeft: number };
export type Stopped = { readonly kind: 'stopped'; readonly why: ActivationRefusal };

/**
 * Checks one birth date per asked school (by its UAI). The third wrong answer, whoever gives it, kills the letter; a
 * right one costs no try.
 */
export async function checkBirthDates(
  deps: Deps,
  token: string | undefined,
  given: ReadonlyMap<string, CivilDate>,
  address: string,
): Promise<Outcome<void, WrongDates | Stopped>> {
  return await inTransaction<Outcome<void, WrongDates | Stopped>>(deps, async (tx, record) => {
    const seen = await findLiveActivation(deps, tx, token);
    if (!seen.ok) return refused({ kind: 'stopped', why: seen.why });
    await lockAccounts(tx, [seen.value.accountId]);
    // Read again behind the lock: of several tries at once each must see the ones before it.
    const live = await findLiveActivation(deps, tx, token);
    if (!live.ok) return refused({ kind: 'stopped', why: live.why });
    const { id, letterId, accountId, school, birthDateTries: before } = live.value;
    const children = await childrenOf(tx, accountId);
    if (birthDatesRight(school.uai, children, given)) {
      await writeBirthDatesChecked(tx, id, deps.now());
      return done(undefined);
    }
    const tries = before + 1;
    await writeBirthDateTries(tx, letterId, tries);
    deps.log.warn({ account: accountId, letter: letterId, tries, address }, 'wrong birth date');
    if (tries < birthDateTries) return refused({ kind: 'wrong', triesLeft: birthDateTries - tries });
    await killLetter(tx, letterId, deps.now());
    const actor: Actor = { type: 'parent', accountId, sessionId: null, address };
    record({ actor, kind: 'letter_died', data: { letterId, cause: 'birth_dates' } });
    return refused({ kind: 'stopped', why: 'dead' });
  });
}

/** The children that the letter names, once the birth dates were right. */
export async function childrenOfLetter(
  deps: Deps,
  token: string | undefined,
): Promise<Outcome<readonly Child[], ActivationRefusal | 'unchecked'>> {
  const live = await findLiveActivation(deps, deps.db, token);
  if (!live.ok) return live;
  if (live.value.birthDatesCheckedAt === null) return refused('unchecked');
  const { accountId, school } = live.value;
  return done((await childrenOf(deps.db, accountId)).filter((child) => child.schoolUai === school.uai));
}

/** « Ce n'est pas mon enfant »: the letter is dead, and its children stay hidden until their school has looked. */
export async function disownLetter(
  deps: Deps,
  token: string | undefined,
  address: string,
): Promise<Outcome<void, ActivationRefusal | 'unchecked'>> {
  return await inTransaction<Outcome<void, ActivationRefusal | 'unchecked'>>(deps, async (tx, record) => {
    const seen = await findLiveActivation(deps, tx, token);
    if (!seen.ok) return seen;
    await lockAccounts(tx, [seen.value.accountId]);
    const live = await findLiveActivation(deps, tx, token);
    if (!live.ok) return live;
    if (live.value.birthDatesCheckedAt === null) return refused('unchecked');
    const { letterId, accountId, school } = live.value;
    const children = (await childrenOf(tx, accountId)).filter((child) => child.schoolUai === school.uai);
    const linkIds = children.map((child) => child.linkId);
    await holdLinks(tx, { accountId, linkIds, eventId: composeUuid(deps.random(16)), since: deps.now() });
    await killLetter(tx, letterId, deps.now());
    const actor: Actor = { type: 'parent', accountId, sessionId: null, address };
    record({ actor, kind: 'child_disowned', data: { accountId, linkIds } });
    record({ actor, kind: 'letter_died', data: { letterId, cause: 'not_my_child' } });
    return done(undefined);
  });
}
