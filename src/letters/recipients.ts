// From what the database holds to who is written to, what about, and in which order the pages come.
import { type Child, childrenOfAccounts } from '../db/children.js';
import { countLetterAccounts, findLetterAccounts, type LetterAccount } from '../db/letter-accounts.js';
import type { LetterSchoolRow } from '../db/letters.js';
import type { Db } from '../db/open.js';
import type { CivilDate } from '../kernel/civil-date.js';
import { decideLetter, type LetterPurpose, type LetterSituation, type NoLetter } from './rules.js';
import type { LetterChild, LetterContent } from './text.js';

/** What a letter says of its reader and his children of one school. */
export type LetterRecipient = {
  readonly identifier: string;
  readonly guardian: LetterContent['guardian'];
  readonly language?: LetterContent['language'];
  readonly children: readonly LetterChild[];
};

export type PlannedLetter = {
  readonly accountId: number;
  readonly purpose: LetterPurpose;
  readonly confirmedMail: string | null;
  readonly hasLiveLetter: boolean;
  /** Its live letter was handed out: whoever holds it will find that it no longer works. */
  readonly handed: boolean;
  readonly recipient: LetterRecipient;
};

/** An account that gets no letter because no child of it has a birth date: the school must complete its register. */
export type Incomplete = { readonly identifier: string; readonly children: readonly LetterChild[] };

export type LetterPlan = {
  readonly planned: readonly PlannedLetter[];
  readonly skipped: Readonly<Partial<Record<NoLetter, number>>>;
  readonly incomplete: readonly Incomplete[];
  /** Active accounts with a proved address: a link by mail serves them better than paper. */
  readonly mailable: readonly { readonly accountId: number; readonly identifier: string }[];
};

export type LettersWanted = {
  readonly school: string;
  /** Only accounts with a child of this class. */
  readonly division?: string | undefined;
  /** Only accounts in this situation; those that are not open unless told. */
  readonly situation?: LetterSituation | undefined;
  /** Only the account of this identifier, canonical; the only way to write to an active one. */
  readonly identifier?: string | undefined;
  /** Also accounts whose letter is still live. */
  readonly reissue: boolean;
  /** Only these accounts. */
  readonly chosen?: readonly number[] | undefined;
  /** False: an active account gets no letter even when it is named (a recovery asks for more of who makes it). */
  readonly recovery?: boolean | undefined;
};

const byName = new Intl.Collator('fr', { numeric: true });
const compare = (one: string | null, other: string | null): number => {
  if (one === other) return 0;
  if (one === null) return 1;
  return other === null ? -1 : byName.compare(one, other);
};
const compareChildren = (one: LetterChild, other: LetterChild): number =>
  compare(one.division, other.division) ||
  compare(one.familyName, other.familyName) ||
  compare(one.firstName, other.firstName);

/**
 * The reader of a letter, from the children of one school that his account sees (at least one). The first child
 * carries the letter home: the one of the class asked for, if any.
 */
export function recipientOf(identifier: string, children: readonly Child[], division?: string): LetterRecipient {
  const [first] = [...children].sort((one, other) => one.guardianId - other.guardianId);
  if (first === undefined) throw new RangeError('a letter is about a child');
  const named = children
    .map((child) => ({
      firstName: child.firstName,
      familyName: child.usageName ?? child.familyName,
      division: child.division,
    }))
    .sort(compareChildren);
  const carrier = named.find((child) => child.division === division) ?? named[0];
  return {
    identifier,
    guardian: {
      civility: first.guardianCivility,
      firstName: first.guardianFirstName,
      familyName: first.guardianUsageName ?? first.guardianFamilyName,
    },
    // A pupil of two guardian records of one account is named once.
    children: [...new Map([carrier, ...named].flatMap((child) => (child ? [[nameOf(child), child]] : []))).values()],
  };
}

const nameOf = (child: LetterChild): string => JSON.stringify([child.firstName, child.familyName, child.division]);

// PGlite lives in the event loop: between two parts pages are served.
const accountsAtOnce = 500;

async function childrenAt(db: Db, school: string, accounts: readonly LetterAccount[]): Promise<Map<number, Child[]>> {
  const found = new Map<number, Child[]>(accounts.map(({ id }) => [id, []]));
  for (let start = 0; start < accounts.length; start += accountsAtOnce) {
    const ids = accounts.slice(start, start + accountsAtOnce).map(({ id }) => id);
    for (const child of await childrenOfAccounts(db, ids))
      if (child.schoolUai === school) found.get(child.accountId)?.push(child);
  }
  return found;
}

/** A letter that was not handed out is made again, whatever was ticked. */
const endsLiveLetters = ({ reissue, situation }: LettersWanted): boolean => reissue || situation === 'not_handed';

/** A plan in figures. */
export type LetterCounts = {
  readonly letters: number;
  /** Of these, accounts whose live letter ends; and of those, whose letter was handed out. */
  readonly live: number;
  readonly handed: number;
  readonly skipped: LetterPlan['skipped'];
  readonly mailable: number;
  /** Some accounts that get a letter, and some that get none for want of a birth date. */
  readonly someIds: readonly number[];
  readonly someIncomplete: readonly number[];
};

/** How many letters there would be, without reading every account: a whole school is counted at each look. */
export async function countLetters(db: Db, wanted: LettersWanted, today: CivilDate): Promise<LetterCounts> {
  const groups = await countLetterAccounts(db, { ...wanted, today, ids: wanted.chosen });
  const counts = { letters: 0, live: 0, handed: 0, mailable: 0 };
  const skipped: Partial<Record<NoLetter, number>> = {};
  const [someIds, someIncomplete]: [number[], number[]] = [[], []];
  for (const { hasMail, hasChild, knowsBirthDate, accounts, firstIds, ...group } of groups) {
    const decision = decideLetter(
      { ...group, birthDateKnown: hasChild ? [knowsBirthDate] : [] },
      { named: false, reissue: endsLiveLetters(wanted) },
    );
    if (decision.ok) {
      counts.letters += accounts;
      counts.live += group.hasLiveLetter ? accounts : 0;
      counts.handed += group.handed ? accounts : 0;
      someIds.push(...firstIds);
      continue;
    }
    skipped[decision.why] = (skipped[decision.why] ?? 0) + accounts;
    if (decision.why === 'active' && hasMail && hasChild) counts.mailable += accounts;
    if (decision.why === 'no_birth_date') someIncomplete.push(...firstIds);
  }
  return { ...counts, skipped, someIds, someIncomplete };
}

/** Who gets a letter now, in the order of the pages: class, pupil, guardian. `ids` looks at these accounts alone. */
export async function planLetters(
  db: Db,
  wanted: LettersWanted,
  today: CivilDate,
  ids?: readonly number[],
): Promise<LetterPlan> {
  const { school, division, identifier, recovery = true } = wanted;
  const accounts = await findLetterAccounts(db, { ...wanted, today, ids: ids ?? wanted.chosen });
  const children = await childrenAt(db, school, accounts);
  const planned: PlannedLetter[] = [];
  const incomplete: Incomplete[] = [];
  const mailable: { accountId: number; identifier: string }[] = [];
  const skipped: Partial<Record<NoLetter, number>> = {};
  for (const account of accounts) {
    const own = children.get(account.id) ?? [];
    const birthDateKnown = own.map((child) => child.birthDate !== null);
    const decision = decideLetter(
      { ...account, birthDateKnown },
      { named: identifier !== undefined && recovery, reissue: endsLiveLetters(wanted) },
    );
    if (!decision.ok) {
      skipped[decision.why] = (skipped[decision.why] ?? 0) + 1;
      if (decision.why === 'active' && account.confirmedMail !== null && own.length > 0)
        mailable.push({ accountId: account.id, identifier: account.identifier });
      if (decision.why === 'no_birth_date') incomplete.push(recipientOf(account.identifier, own, division));
      continue;
    }
    const { id: accountId, confirmedMail, hasLiveLetter, handed } = account;
    const recipient = { ...recipientOf(account.identifier, own, division), language: account.language };
    planned.push({ accountId, purpose: decision.value, confirmedMail, hasLiveLetter, handed, recipient });
  }
  return { planned: planned.sort(comparePages), skipped, incomplete, mailable };
}

function comparePages({ recipient: one }: PlannedLetter, { recipient: other }: PlannedLetter): number {
  const [child, otherChild] = [one.children[0], other.children[0]];
  const byChild = child === undefined || otherChild === undefined ? 0 : compareChildren(child, otherChild);
  return (
    byChild ||
    compare(one.guardian.familyName, other.guardian.familyName) ||
    compare(one.guardian.firstName, other.guardian.firstName) ||
    compare(one.identifier, other.identifier)
  );
}

/** Everything that the letters were drawn from, as one text: equal when nothing of it changed. */
export function factsOf(school: LetterSchoolRow | undefined, planned: readonly PlannedLetter[]): string {
  return JSON.stringify([school, planned.map(({ accountId, purpose, recipient }) => [accountId, purpose, recipient])]);
}
