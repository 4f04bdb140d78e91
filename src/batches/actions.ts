// Letters of a class or a school at a desk: counted, shown, asked for, taken away once, handed out. A job makes them.
import { askApproval, digestOf, type Order, orderState, passApproval } from '../approvals/actions.js';
import { inTransaction } from '../audit/actions.js';
import { divisionsOf } from '../db/desk-list.js';
import {
  type BatchRow,
  classesOfBatch,
  findBatches,
  insertBatch,
  isMaking,
  lettersOfBatch,
  markHanded,
  noteFetched,
  unhandedLetters,
} from '../db/letter-batches.js';
import { findLetterSchool } from '../db/letters.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { drawLetters } from '../letters/drawing.js';
import { takeLivingLetters } from '../letters/files.js';
import { fileOf, type LetterFormat, type Paper } from '../letters/formats.js';
import { countLetters, type LettersWanted, planLetters } from '../letters/recipients.js';
import { type LetterCode, type LetterToken, lastDayOf } from '../letters/rules.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { areTicked, type BatchQuery, type BatchShown, lettersPerPage, perPage } from './rules.js';

const shownBatches = 20;
const namedIncomplete = 10;

const today = (deps: Deps) => civilDateOf(deps.now(), deps.config.timeZone);
const wantedOf = (desk: Desk, query: BatchQuery): LettersWanted => ({
  school: desk.schoolUai,
  ...query,
  chosen: query.accounts,
});

/** Who would be written to, the classes to choose from, and the last batches. */
export async function readLetters(deps: Deps, desk: Desk, query: BatchQuery) {
  await noteReading(deps, desk, 'letters');
  const { schoolUai } = desk;
  const wanted = wantedOf(desk, query);
  const [divisions, counts, batches] = await Promise.all([
    divisionsOf(deps.db, schoolUai),
    countLetters(deps.db, wanted, today(deps)),
    findBatches(deps.db, schoolUai, { limit: shownBatches }),
  ]);
  // Read whole only where they can be ticked; of those whose birth date is missing, some are named.
  const [ticked, incomplete] = await Promise.all([
    areTicked(query, counts.letters) ? planLetters(deps.db, wanted, today(deps)) : undefined,
    planLetters(deps.db, wanted, today(deps), counts.someIncomplete.slice(0, namedIncomplete)),
  ]);
  return { divisions, plan: { ...counts, planned: ticked?.planned, incomplete: incomplete.incomplete }, batches };
}

/** One of these letters as it will look (two, where two lie on a sheet), with a code and a square that open nothing. */
export async function previewLetter(
  deps: Deps,
  desk: Desk,
  query: BatchQuery,
  format: LetterFormat,
): Promise<Uint8Array | undefined> {
  const wanted = wantedOf(desk, query);
  const [counts, school, { letterDays }] = await Promise.all([
    countLetters(deps.db, wanted, today(deps)),
    findLetterSchool(deps.db, desk.schoolUai),
    readNetworkSettings(deps.db),
  ]);
  const ids = counts.someIds.slice(0, format === 'a5x2' ? 2 : 1);
  const { planned } = await planLetters(deps.db, wanted, today(deps), ids);
  if (planned.length === 0 || school === undefined) return undefined;
  const issued = today(deps);
  const drawn = await drawLetters(
    planned.map(({ recipient }) => ({
      ...recipient,
      school,
      code: '0'.repeat(12) as LetterCode,
      token: '0'.repeat(26) as LetterToken,
      publicUrl: deps.config.publicUrl,
      number: 'EXEMPLE',
      issued,
      lastDay: lastDayOf(issued, letterDays ?? deps.config.letterDays),
    })),
    { format },
  );
  return drawn.ok ? drawn.value.pdf : undefined;
}

export type BatchAsked = BatchQuery & {
  readonly chosen: readonly number[] | undefined;
  readonly links: boolean;
  readonly paper: Paper;
};

/** To whom an order writes: account ids, as they were counted. */
export type Counted = BatchAsked & { readonly letters: readonly number[]; readonly linked: readonly number[] };

/** An order as asked, whom it would write to now, and whether a second person must approve it first. */
export async function weighOrder(deps: Deps, desk: Desk, asked: BatchAsked) {
  const { division, situation, accounts, reissue, chosen, links, paper } = asked;
  const plan = await planLetters(deps.db, wantedOf(desk, asked), today(deps));
  const ids = (planned: readonly { readonly accountId: number }[]) =>
    planned.map(({ accountId }) => accountId).sort((one, other) => one - other);
  const letters = ids(plan.planned).filter((id) => chosen === undefined || chosen.includes(id));
  const linked = links ? ids(plan.mailable) : [];
  const digest = digestOf([division ?? null, situation, accounts ?? null, reissue, paper, letters, linked]);
  const order: Order = { act: 'letters', count: letters.length + linked.length, digest };
  return { order, state: await orderState(deps, desk, order), counted: { ...asked, letters, linked } };
}

/** Asks a second person of the school. */
export async function askForApproval(deps: Deps, desk: Desk, order: Order, summary: string) {
  return await askApproval(deps, desk, { ...order, summary });
}

type AskRefusal = 'not_allowed' | 'one_at_a_time' | 'not_approved';

/** Promises the letters. */
export async function askLetters(
  deps: Deps,
  desk: Desk,
  asked: Counted,
  order: Order,
): Promise<Outcome<{ readonly id: number }, AskRefusal>> {
  return await inTransaction<Outcome<{ readonly id: number }, AskRefusal>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'make_letters'))) return refused('not_allowed');
    // Before the approval is used up: a batch that is still made keeps it.
    if (await isMaking(tx, desk.schoolUai)) return refused('one_at_a_time');
    if (!(await passApproval(deps, tx, record, desk, order))) return refused('not_approved');
    const { situation, accounts, reissue, links, paper } = asked;
    const actor = staffActor(desk);
    const batchId = await insertBatch(tx, {
      schoolUai: desk.schoolUai,
      staffId: desk.staffId,
      askedAt: deps.now(),
      actor,
      division: asked.division ?? null,
      situation,
      picked: accounts !== undefined,
      reissue,
      chosen: asked.letters,
      linked: asked.linked,
      links,
      paper,
    });
    if (batchId === undefined) throw new Error('two batches of one school at once');

    await deps.jobs.send(tx, 'letters', { batchId });
    record({
      kind: 'letters_asked',
      actor,
      data: { batchId, school: desk.schoolUai, division: asked.division ?? null },
    });
    return done({ id: batchId });
  });
}

export async function findBatch(deps: Deps, desk: Desk, id: number): Promise<BatchRow | undefined> {
  const [batch] = await findBatches(deps.db, desk.schoolUai, { id, limit: 1 });
  return batch;
}

/** The last batches alone. */
export async function readBatches(deps: Deps, desk: Desk): Promise<readonly BatchRow[]> {
  await noteReading(deps, desk, 'letters');
  return await findBatches(deps.db, desk.schoolUai, { limit: shownBatches });
}

/** One page of the letters of all batches that still work and were not handed out. */
export async function readUnhanded(deps: Deps, desk: Desk, { division, page }: BatchShown) {
  await noteReading(deps, desk, 'batch');
  const which = { division, today: today(deps), limit: lettersPerPage, offset: (page - 1) * lettersPerPage };
  return await unhandedLetters(deps.db, desk.schoolUai, which);
}

/** One page of the letters of a batch, or those of one class; and how far each class is. */
export async function readBatchLetters(deps: Deps, desk: Desk, id: number, { division, page }: BatchShown) {
  await noteReading(deps, desk, 'batch', { reference: String(id) });
  const limit = perPage(division);
  const which = { ...(division === undefined ? {} : { division }), limit, offset: (page - 1) * limit };
  const [letters, classes] = await Promise.all([
    lettersOfBatch(deps.db, desk.schoolUai, id, which),
    classesOfBatch(deps.db, desk.schoolUai, id),
  ]);
  return { letters, classes };
}

/** All of them, for a table. */
export async function readAllBatchLetters(deps: Deps, desk: Desk, id: number) {
  await noteReading(deps, desk, 'batch', { reference: String(id) });
  return await lettersOfBatch(deps.db, desk.schoolUai, id, { limit: 100_000, offset: 0 });
}

/** The paper, once, for who asked for it: nobody else prints it. */
export async function takeBatch(deps: Deps, desk: Desk, batch: BatchRow): Promise<Buffer | undefined> {
  if (batch.staffId !== desk.staffId || batch.firstNumber === null) return undefined;
  const bytes = await takeLivingLetters(deps.config, batch.firstNumber, fileOf(batch.paper));
  deps.log.info(
    {
      staff: desk.staffId,
      school: desk.schoolUai,
      batch: batch.id,
      address: desk.address,
      served: bytes !== undefined,
    },
    'letters fetched',
  );
  if (bytes !== undefined) await noteFetched(deps.db, batch.id, deps.now());
  return bytes;
}

/** Of the letters of one page: the ticked ones were handed out, the others were not. */
export async function noteHanded(
  deps: Deps,
  desk: Desk,
  batchId: number,
  marks: { readonly shown: readonly number[]; readonly handed: readonly number[] },
): Promise<Outcome<void, 'not_allowed'>> {
  return await inTransaction<Outcome<void, 'not_allowed'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'hand_letters'))) return refused('not_allowed');
    const marked = await markHanded(tx, desk.schoolUai, batchId, marks.shown, marks.handed, deps.now());
    if (marked.length === 0) return done(undefined);
    const ids = (wanted: boolean) => marked.filter(({ handed }) => handed === wanted).map(({ id }) => id);
    record({
      kind: 'letters_handed',
      actor: staffActor(desk),
      data: { batchId, school: desk.schoolUai, handed: ids(true), notHanded: ids(false) },
    });
    return done(undefined);
  });
}
