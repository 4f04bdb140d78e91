// Letters of a class or a school at a desk: counted, shown, asked for, taken away once, handed out. A job makes them.
import { askApproval, digestOf, type Order, orderState, passApproval } from '../approvals/actions.js';
import { inTransaction } from '../audit/actions.js';
import { divisionsOf } from '../db/desk-list.js';
import {
  type BatchRow,
  findBatches,
  insertBatch,
  isMaking,
  lettersOfBatch,
  markHanded,
  noteFetched,
} from '../db/letter-batches.js';
import { findLetterSchool } from '../db/letters.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { drawLetters } from '../letters/drawing.js';
import { takeLivingLetters } from '../letters/files.js';
import { planLetters } from '../letters/recipients.js';
import { type LetterCode, type LetterToken, lastDayOf } from '../letters/rules.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import type { BatchQuery, PaperKind } from './rules.js';

const shownBatches = 20;
export const lettersPerPage = 50;

const today = (deps: Deps) => civilDateOf(deps.now(), deps.config.timeZone);
const planFor = (deps: Deps, desk: Desk, query: BatchQuery) =>
  planLetters(deps.db, { school: desk.schoolUai, ...query }, today(deps));

/** Who would be written to, the classes to choose from, and the last batches. */
export async function readLetters(deps: Deps, desk: Desk, query: BatchQuery) {
  const { staffId, sessionId, schoolUai, address } = desk;
  deps.log.info(
    { page: 'letters', staff: staffId, session: sessionId, token: desk.tokenId, school: schoolUai, address },
    'desk read',
  );
  const [divisions, plan, batches] = await Promise.all([
    divisionsOf(deps.db, schoolUai),
    planFor(deps, desk, query),
    findBatches(deps.db, schoolUai, { limit: shownBatches }),
  ]);
  return { divisions, plan, batches };
}

/** The first of these letters as it will look, with a code and a square that open nothing. */
export async function previewLetter(deps: Deps, desk: Desk, query: BatchQuery): Promise<Uint8Array | undefined> {
  const [plan, school, { letterDays }] = await Promise.all([
    planFor(deps, desk, query),
    findLetterSchool(deps.db, desk.schoolUai),
    readNetworkSettings(deps.db),
  ]);
  const [first] = plan.planned;
  if (first === undefined || school === undefined) return undefined;
  const issued = today(deps);
  const drawn = await drawLetters([
    {
      ...first.recipient,
      school,
      code: '0'.repeat(12) as LetterCode,
      token: '0'.repeat(26) as LetterToken,
      publicUrl: deps.config.publicUrl,
      number: 'EXEMPLE',
      issued,
      lastDay: lastDayOf(issued, letterDays ?? deps.config.letterDays),
    },
  ]);
  return drawn.ok ? drawn.value.pdf : undefined;
}

export type BatchAsked = BatchQuery & {
  readonly chosen: readonly number[] | undefined;
  readonly links: boolean;
  readonly paper: PaperKind;
};

/** To whom an order writes: account ids, as they were counted. */
export type Counted = BatchAsked & { readonly letters: readonly number[]; readonly linked: readonly number[] };

/** An order as asked, whom it would write to now, and whether a second person must approve it first. */
export async function weighOrder(deps: Deps, desk: Desk, asked: BatchAsked) {
  const { division, reissue, chosen, links, paper } = asked;
  const plan = await planFor(deps, desk, { division, reissue });
  const ids = (accounts: readonly { readonly accountId: number }[]) =>
    accounts.map(({ accountId }) => accountId).sort((one, other) => one - other);
  const letters = ids(plan.planned).filter((id) => chosen === undefined || chosen.includes(id));
  const linked = links ? ids(plan.mailable) : [];
  const digest = digestOf([division ?? null, reissue, paper, letters, linked]);
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
    const { reissue, links, paper } = asked;
    const actor = staffActor(desk);
    const batchId = await insertBatch(tx, {
      schoolUai: desk.schoolUai,
      staffId: desk.staffId,
      askedAt: deps.now(),
      actor,
      division: asked.division ?? null,
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

/** One page of the letters of a batch; all of them without `page`. */
export async function readBatchLetters(deps: Deps, desk: Desk, id: number, page?: number) {
  const { staffId, sessionId, schoolUai, address } = desk;
  deps.log.info(
    { page: 'batch', batch: id, staff: staffId, session: sessionId, token: desk.tokenId, school: schoolUai, address },
    'desk read',
  );
  const which =
    page === undefined ? { limit: 100_000, offset: 0 } : { limit: lettersPerPage, offset: (page - 1) * lettersPerPage };
  return await lettersOfBatch(deps.db, schoolUai, id, which);
}

/** The paper, once, for who asked for it: nobody else prints it. */
export async function takeBatch(deps: Deps, desk: Desk, batch: BatchRow): Promise<Buffer | undefined> {
  if (batch.staffId !== desk.staffId || batch.firstNumber === null) return undefined;
  const bytes = await takeLivingLetters(deps.config, batch.firstNumber, batch.paper);
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
