// Issues letters: the paper is whole on disk before anything of it lives, and no paper stays that opens nothing.
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { findLetterSchool, insertLetters, type LetterSchoolRow } from '../db/letters.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { holdsRight } from '../staff/rights.js';
import type { DrawingNote } from './draw.js';
import type { DrawingFailure } from './drawing.js';
import { type CannotWrite, checkPlace, deskLetterPath, type PendingFile, writePending } from './files.js';
import { discardUnlessAlive, type PaperChoice, type PreparedLetters, prepareLetters } from './prepare.js';
import { factsOf, type Incomplete, type LetterPlan, type LettersWanted, planLetters } from './recipients.js';
import type { LetterPurpose, NoLetter } from './rules.js';
import type { LetterContent } from './text.js';

export type LettersAsked = LettersWanted & {
  readonly actor: Actor;
  readonly paper?: PaperChoice;
  /** Asked in the transaction that brings the letters to life, instead of the right to one letter. */
  readonly mayMake?: (tx: Tx) => Promise<boolean>;
  /** Asked after it: false when a second person must say yes before so many letters. */
  readonly passes?: (tx: Tx) => Promise<boolean>;
  /** Last in that transaction. */
  readonly made?: (tx: Tx, record: RecordEvent, letters: LettersMade) => Promise<void>;
  /** Gives the letters back in clear, to a caller that shows them to a person (the demo). Never logged. */
  readonly reveal?: boolean;
};

/** What is written, as whoever asked keeps it. */
export type LettersMade = {
  readonly ids: readonly number[];
  /** Beside each: the class of the pupil who carries it home. */
  readonly divisions: readonly (string | null)[];
  readonly firstNumber: string;
  readonly replaced: number;
  readonly pages: number;
};

export type LettersIssued = {
  readonly letters: number;
  /** Of the letters, in the order of the pages. */
  readonly numbers: readonly string[];
  readonly purposes: Readonly<Record<LetterPurpose, number>>;
  /** Former letters that opened something until now. */
  readonly replaced: number;
  readonly pages: number;
  /** Undefined when there was nobody to write to. */
  readonly file: string | undefined;
  readonly skipped: LetterPlan['skipped'];
  readonly incomplete: readonly Incomplete[];
  readonly notes: readonly (DrawingNote & { readonly number: string })[];
  readonly revealed: readonly LetterContent[];
};

export type LettersRefusal =
  | { readonly kind: 'unknown_school' }
  /** This member of staff has no role, or no longer one that may. */
  | { readonly kind: 'not_allowed' }
  /** This person made as many as one makes alone. */
  | { readonly kind: 'needs_approval' }
  /** No account of this school has a child of this class. */
  | { readonly kind: 'unknown_division' }
  /** No account of this identifier holds a record of this school. */
  | { readonly kind: 'unknown_account' }
  /** The account named gets no letter. */
  | { readonly kind: 'no_letter'; readonly why: NoLetter }
  | CannotWrite
  | DrawingFailure
  /** The register or the accounts changed each time between drawing and writing. */
  | { readonly kind: 'changing' };

const attempts = 3;

/** Draws one school's letters into a PDF at `out` (absolute; nothing may lie there yet) and brings them to life. */
export async function issueLetters(
  deps: Deps,
  asked: LettersAsked & { readonly out: string },
): Promise<Outcome<LettersIssued, LettersRefusal>> {
  const place = await checkPlace(asked.out);
  return place === undefined ? await issue(deps, asked, async () => asked.out) : refused(place);
}

/**
 * A new letter for one account, asked for at the desk: it ends the former one of this school. Its PDF waits under its
 * number for `takeDeskLetter`, which serves it once.
 */
export async function issueDeskLetter(
  deps: Deps,
  asked: {
    readonly school: string;
    readonly identifier: string;
    readonly actor: Actor;
    /** Whether it may be the letter of an active account, which asks for a fresh second factor. */
    readonly recovery: boolean;
    readonly passes?: (tx: Tx) => Promise<boolean>;
  },
): Promise<Outcome<{ readonly number: string }, LettersRefusal>> {
  const issued = await issue(deps, { ...asked, reissue: true }, (number) => deskLetterPath(deps.config, number));
  return issued.ok ? done({ number: issued.value.numbers[0] ?? '' }) : issued;
}

/** Draws, writes the paper where `pathOf` says, and brings the letters to life. */
export async function issue(
  deps: Deps,
  asked: LettersAsked,
  pathOf: (firstNumber: string) => Promise<string>,
): Promise<Outcome<LettersIssued, LettersRefusal>> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const school = await findLetterSchool(deps.db, asked.school);
    if (school === undefined) return refused({ kind: 'unknown_school' });
    const plan = await planLetters(deps.db, asked, today(deps));
    if (plan.planned.length === 0) return nobody(asked, plan);
    const prepared = await prepareLetters(deps, school, plan.planned, asked.paper);
    if (!prepared.ok) {
      deps.log.error({ detail: prepared.why.detail, school: asked.school }, 'letters not drawn');
      return prepared;
    }
    const [{ number }] = prepared.value.letters;
    const file = await writePending(await pathOf(number), prepared.value.pdf, number);
    if (!file.ok) return file;
    const written = await bringToLife(deps, asked, school, plan, prepared.value, file.value);
    if (written === 'changed') continue;
    if (typeof written === 'string') return refused({ kind: written });
    return done({ ...tell(plan, prepared.value, asked), replaced: written.replaced, file: await file.value.publish() });
  }
  return refused({ kind: 'changing' });
}

const today = (deps: Deps) => civilDateOf(deps.now(), deps.config.timeZone);

/** Nobody to write to: an answer for a whole school, a refusal for the account that was named. */
function nobody(asked: LettersAsked, plan: LetterPlan): Outcome<LettersIssued, LettersRefusal> {
  const { skipped, incomplete } = plan;
  const [why] = Object.keys(skipped) as NoLetter[];
  if (asked.identifier !== undefined) {
    return refused(why === undefined ? { kind: 'unknown_account' } : { kind: 'no_letter', why });
  }
  if (asked.division !== undefined && why === undefined) return refused({ kind: 'unknown_division' });
  const purposes = { activation: 0, recovery: 0 };
  return done({
    letters: 0,
    numbers: [],
    purposes,
    replaced: 0,
    pages: 0,
    file: undefined,
    skipped,
    incomplete,
    notes: [],
    revealed: [],
  });
}

type Written = 'changed' | 'not_allowed' | 'needs_approval' | { readonly replaced: number };

/** Writes the letters, unless what they were drawn from has changed; the paper goes when they do not live. */
async function bringToLife(
  deps: Deps,
  asked: LettersAsked,
  school: LetterSchoolRow,
  plan: LetterPlan,
  prepared: PreparedLetters,
  file: PendingFile,
): Promise<Written> {
  let written: Written;
  try {
    written = await inTransaction<Written>(deps, async (tx, record) => {
      const ids = plan.planned.map(({ accountId }) => accountId);
      await lockAccounts(tx, ids);
      if (!(await mayIssue(deps, tx, asked))) return 'not_allowed';
      if (asked.passes !== undefined && !(await asked.passes(tx))) return 'needs_approval';
      if (await hasChanged(deps, tx, asked, school, plan, ids)) return 'changed';
      const letters = prepared.letters.map((letter, index) => ({ ...letter, accountId: ids[index] ?? Number.NaN }));
      const issuedBy = asked.actor.type === 'staff' ? asked.actor.staffId : null;
      const { letters: made, replaced } = await insertLetters(tx, { ...prepared, letters, issuedBy });
      for (const purpose of ['activation', 'recovery'] as const) {
        const letterIds = made.filter((letter) => letter.purpose === purpose).map(({ id }) => id);
        if (letterIds.length === 0) continue;
        record({ kind: 'letters_issued', actor: asked.actor, data: { school: school.uai, letterIds, purpose } });
      }
      const mails = new Map(plan.planned.map(({ accountId, confirmedMail }) => [accountId, confirmedMail]));
      for (const { id: letterId, accountId, purpose } of made) {
        const to = mails.get(accountId) ?? null;
        if (purpose === 'recovery' && to !== null)
          await queueMail(tx, deps, { kind: 'recovery_letter_notice', letterId, moment: 'made', to });
      }
      const [{ number: firstNumber }] = prepared.letters;
      const classes = new Map(plan.planned.map((one) => [one.accountId, one.recipient.children[0]?.division ?? null]));
      await asked.made?.(tx, record, {
        ids: made.map(({ id }) => id),
        divisions: made.map(({ accountId }) => classes.get(accountId) ?? null),
        ...{ firstNumber, replaced, pages: prepared.pages },
      });
      return { replaced };
    });
  } catch (error) {
    await discardUnlessAlive(deps, prepared.letters[0].number, file);
    throw error;
  }
  if (typeof written === 'string') await file.discard();
  return written;
}

/** A role may have ended while the paper was drawn. */
async function mayIssue(deps: Deps, tx: Tx, { actor, school, mayMake }: LettersAsked): Promise<boolean> {
  if (mayMake !== undefined) return await mayMake(tx);
  return actor.type !== 'staff' || (await holdsRight(deps, tx, { ...actor, schoolUai: school }, 'make_letter'));
}

async function hasChanged(
  deps: Deps,
  tx: Tx,
  asked: LettersAsked,
  school: LetterSchoolRow,
  plan: LetterPlan,
  ids: readonly number[],
): Promise<boolean> {
  const now = await planLetters(tx, asked, today(deps), ids);
  return factsOf(await findLetterSchool(tx, school.uai), now.planned) !== factsOf(school, plan.planned);
}

function tell(
  plan: LetterPlan,
  prepared: PreparedLetters,
  asked: LettersAsked,
): Omit<LettersIssued, 'replaced' | 'file'> {
  const count = (purpose: LetterPurpose) => prepared.letters.filter((letter) => letter.purpose === purpose).length;
  return {
    letters: prepared.letters.length,
    numbers: prepared.letters.map(({ number }) => number),
    purposes: { activation: count('activation'), recovery: count('recovery') },
    pages: prepared.pages,
    skipped: plan.skipped,
    incomplete: plan.incomplete,
    notes: prepared.notes.map((note) => ({ ...note, number: prepared.letters[note.letter]?.number ?? '' })),
    revealed: asked.reveal === true ? prepared.contents : [],
  };
}
