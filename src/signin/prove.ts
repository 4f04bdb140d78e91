// The one way to prove an account by something typed: throttled, and the same work, answer and time for every account
// that does not open, existing or not. Used by the sign-in page, by activation and by the grouping wizard.
import { type AccountState, canonicalIdentifier } from '../accounts/rules.js';
import { inOneStatement } from '../audit/actions.js';
import { type Credentials, type LetterCredential, takeTryAndFindCredentials } from '../db/signin.js';
import type { TakenTries } from '../db/throttle.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { endOfLetter, type LetterEnd, readCode } from '../letters/rules.js';
import { carryOutDueReset } from './factor-reset.js';
import { lengthOfPassword, longestIdentifier, longestPassword, passwordText } from './secret-rules.js';
import { countedFor, giveTryBack, judgeTries, type TooManyTries, whileTrying } from './throttle.js';

export type SecretAsked = {
  readonly identifier: string;
  readonly secret: string;
  readonly address: string;
  /** The value of the browser's device cookie. */
  readonly device?: string | undefined;
  /** The session in which another account is proved (the grouping wizard). */
  readonly sessionId?: number | undefined;
};

export type Proved = {
  readonly accountId: number;
  readonly identifier: string;
  readonly state: AccountState;
  /** The account's proof version when the secret was checked: what is done with the proof compares it. */
  readonly proofVersion: number;
  readonly proof: 'password' | 'letter_code';
  /** The letter whose code it was. */
  readonly letterId: number | null;
  /** The account's second factor is still to be given: the password alone opens nothing. */
  readonly hasFactor: boolean;
  /** The password's hash, when its parameters are no longer today's. */
  readonly outdatedHash: string | null;
};

/** All but the first three are told only to who gave the right secret. */
export type ProofRefusal =
  | { readonly kind: 'wrong' }
  | TooManyTries
  | { readonly kind: 'grouped' | 'closed' | 'frozen' | 'suspended' | 'asleep' }
  | { readonly kind: 'letter'; readonly end: LetterEnd };

// An account has one live letter per school; ended ones are tried only to tell their holder why they no longer open.
const lettersTried = 3;

/** Proves an account by its identifier and its password or a letter's code. */
export async function proveSecret(deps: Deps, asked: SecretAsked): Promise<Outcome<Proved, ProofRefusal>> {
  const checked = await checkSecret(deps, asked);
  if (!checked.ok) return checked;
  const { proved, tries } = checked.value;
  await giveTryBack(deps, forgivable(proved, tries));
  return done(proved);
}

/**
 * The first secret of an account with a second factor, a letter's too, is half of the way: its failures in a row are not
 * forgiven before the other half is there.
 */
export const forgivable = (proved: Proved, tries: TakenTries): TakenTries =>
  proved.hasFactor ? { subjects: tries.subjects } : tries;

export type CheckedSecret = {
  readonly proved: Proved;
  /** Taken by this proof: the caller gives it back. */
  readonly tries: TakenTries;
};

/** The same, when what follows gives the try back in a statement of its own. */
export async function checkSecret(deps: Deps, asked: SecretAsked): Promise<Outcome<CheckedSecret, ProofRefusal>> {
  const tooLong = asked.identifier.length > 4 * longestIdentifier || asked.secret.length > 4 * longestPassword;
  if (tooLong || lengthOfPassword(asked.secret) > longestPassword) return refused({ kind: 'wrong' });
  const identifier = canonicalIdentifier(asked.identifier);
  const counted = await countedFor(deps, { ...asked, identifier });
  const { taken, credentials } = await inOneStatement(deps, (db) =>
    takeTryAndFindCredentials(db, { identifier, letters: lettersTried, counted, now: deps.now() }),
  );
  const refuse = (why: ProofRefusal) => {
    deps.log.warn({ kind: why.kind, account: credentials?.accountId, address: asked.address }, 'secret refused');
    return refused(why);
  };
  const tries = await judgeTries(deps, counted, taken);
  if (!tries.ok) return refuse(tries.why);
  const matched = await whileTrying(deps, tries.value, () => match(deps, credentials, asked.secret));
  if (credentials === undefined || matched === undefined) return refuse({ kind: 'wrong' });
  const why = refusalOf(deps, credentials, matched);
  if (why !== undefined) {
    // It opened nothing: an old letter out of a bin forgives no failure.
    await giveTryBack(deps, { subjects: tries.value.subjects });
    return refuse(why);
  }
  const proved = provedBy(deps, credentials, matched);
  // Told to who gave the right secret alone, so the time that it takes tells nothing to others.
  const hasFactor = proved.hasFactor && !(await carryOutDueReset(deps, proved.accountId));
  return done({ proved: { ...proved, hasFactor }, tries: tries.value });
}

function provedBy(deps: Deps, credentials: Credentials, matched: Matched): Proved {
  const { accountId, identifier, state, proofVersion, hasFactor, passwordHash } = credentials;
  const proved = { accountId, identifier, state, proofVersion, hasFactor };
  if (matched !== 'password') return { ...proved, proof: 'letter_code', letterId: matched.id, outdatedHash: null };
  const outdated = passwordHash !== null && deps.hash.outdated(passwordHash);
  return { ...proved, proof: 'password', letterId: null, outdatedHash: outdated ? passwordHash : null };
}

type Matched = 'password' | LetterCredential;

/**
 * What the secret opens. The work depends on its shape alone: one hash as a password and, when it may be a code, as
 * many hashes as letters are tried, the missing ones pretended.
 */
async function match(deps: Deps, credentials: Credentials | undefined, secret: string): Promise<Matched | undefined> {
  const password = passwordText(secret);
  const check = async (phc: string | null | undefined, text: string): Promise<boolean> => {
    if (phc !== null && phc !== undefined) return await deps.hash.matches(phc, text);
    await deps.hash.pretend(text);
    return false;
  };
  const code = readCode(secret);
  const letters = credentials?.letters ?? [];
  const places = code.ok ? Array.from({ length: lettersTried }, (_, place) => letters[place]) : [];
  const [asPassword, ...asCodes] = await Promise.all([
    check(credentials?.passwordHash, password),
    ...places.map((letter) => check(letter?.codeHash, code.ok ? code.value : '')),
  ]);
  if (asPassword) return 'password';
  return places[asCodes.indexOf(true)];
}

function refusalOf(deps: Deps, credentials: Credentials, matched: Matched): ProofRefusal | undefined {
  const { state, closedInto } = credentials;
  if (state === 'closed') return { kind: closedInto === null ? 'closed' : 'grouped' };
  if (state === 'frozen' || state === 'suspended') return { kind: state };
  if (matched === 'password') return state === 'active' ? undefined : { kind: 'asleep' };
  // A letter wakes an account that fell asleep.
  const end = endOfLetter(matched, civilDateOf(deps.now(), deps.config.timeZone));
  return end === undefined ? undefined : { kind: 'letter', end };
}
