// Batches of letters: how far each is, its paper once, who was handed his and who was not.
import Type from 'typebox';
import { findBatch, noteHanded, readBatches, readBatchLetters, readUnhanded, takeBatch } from '../batches/actions.js';
import { type BatchLetter, lettersPerPage } from '../batches/rules.js';
import { fileOf, papers } from '../letters/formats.js';
import { Ids } from './letters.js';
import { notAllowed, notFound, Problem } from './problem.js';
import { at, atOrNull, closed, Id, Instant, oneOf, orNull, Page, Paging } from './schemas.js';
import type { ApiSite, SchoolCall, Shapes } from './serve.js';

const params = Type.Object({ batch: Id }, closed);

const Batch = Type.Object(
  {
    id: Id,
    state: oneOf(['making', 'ready', 'failed'], 'making: ask again in a few seconds.'),
    askedAt: Instant,
    division: orNull(Type.String()),
    paper: oneOf(papers),
    drawn: Type.Integer(),
    letters: Type.Integer(),
    replaced: Type.Integer(),
    mails: Type.Integer(),
    fetchedAt: orNull(Instant),
    handed: Type.Integer(),
    notHanded: Type.Integer(),
  },
  closed,
);

type BatchRow = NonNullable<Awaited<ReturnType<typeof findBatch>>>;
const shownBatch = (row: BatchRow) => ({
  id: row.id,
  state: row.state,
  askedAt: at(row.askedAt),
  division: row.division,
  paper: row.paper,
  drawn: row.drawn,
  letters: row.letters,
  replaced: row.replaced,
  mails: row.mails,
  fetchedAt: atOrNull(row.fetchedAt),
  handed: row.handed,
  notHanded: row.notHanded,
});

const batchOf = async ({ deps, desk }: Pick<SchoolCall<Shapes>, 'deps' | 'desk'>, id: number): Promise<BatchRow> => {
  const batch = await findBatch(deps, desk, id);
  if (batch === undefined) throw notFound();
  return batch;
};

const Letter = Type.Object(
  {
    id: Id,
    batch: Id,
    number: Type.String(),
    account: Id,
    identifier: Type.String(),
    guardian: Type.String(),
    pupils: Type.String(),
    division: orNull(Type.String()),
    handed: orNull(Type.Boolean({ description: 'Null: nobody said.' })),
    used: Type.Boolean(),
    over: Type.Boolean({ description: 'Another letter took its place, or it died.' }),
  },
  closed,
);
const shownLetter = ({ accountId, batchId, ...letter }: BatchLetter) => ({
  ...letter,
  batch: batchId,
  account: accountId,
});
const pagesFor = (letters: number): number => Math.max(1, Math.ceil(letters / lettersPerPage));

export function serveBatches(api: ApiSite): void {
  api.school(
    'listBatches',
    { summary: 'The last batches of letters', answer: Type.Object({ batches: Type.Array(Batch) }, closed) },
    async ({ deps, desk }) => {
      return { body: { batches: (await readBatches(deps, desk)).map(shownBatch) } };
    },
  );

  api.school('readBatch', { summary: 'How far a batch is', params, answer: Batch }, async (call) => ({
    body: shownBatch(await batchOf(call, call.params.batch)),
  }));

  api.school(
    'lettersOfBatch',
    {
      summary: 'The letters of a batch, in the order of their pages',
      params,
      query: Type.Object({ page: Page }, closed),
      answer: Type.Object(
        {
          page: Type.Integer(),
          pages: Type.Integer(),
          letters: Type.Array(Letter),
        },
        closed,
      ),
    },
    async (call) => {
      const batch = await batchOf(call, call.params.batch);
      const page = call.query.page ?? 1;
      const { letters } = await readBatchLetters(call.deps, call.desk, batch.id, { division: undefined, page });
      return { body: { page, pages: pagesFor(batch.letters), letters: letters.map(shownLetter) } };
    },
  );

  api.school(
    'listUnhanded',
    {
      summary: 'Letters that still work and were not handed out',
      description: 'Of all batches: those noted so, and those of which nobody said anything. To note: `handLetters`.',
      query: Type.Object(
        { division: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), page: Page },
        closed,
      ),
      answer: Type.Object({ ...Paging, letters: Type.Array(Letter) }, closed),
    },
    async ({ deps, desk, query: { division, page = 1 } }) => {
      const { letters, total } = await readUnhanded(deps, desk, { division, page });
      return { body: { page, pages: pagesFor(total), total, letters: letters.map(shownLetter) } };
    },
  );

  api.school(
    'takeBatch',
    {
      summary: 'The paper of a batch, once',
      description: 'A PDF to print, or a table (CSV, ODS) with the codes: keep either as you keep letters.',
      params,
      file: 'application/octet-stream',
    },
    async (call) => {
      const batch = await batchOf(call, call.params.batch);
      const bytes = await takeBatch(call.deps, call.desk, batch);
      if (bytes === undefined)
        throw new Problem(410, 'gone', 'Ces lettres ont déjà été téléchargées, ou ne sont pas les vôtres.');
      return { file: { bytes, name: `lettres-${batch.id}.${fileOf(batch.paper)}` } };
    },
  );

  api.school(
    'handLetters',
    {
      summary: 'Note which letters were handed out, and which were not',
      params,
      body: Type.Object({ handed: Ids, notHanded: Type.Optional(Ids) }, closed),
      status: 204,
    },
    async (call) => {
      const { handed, notHanded = [] } = call.body;
      const batch = await batchOf(call, call.params.batch);
      const marks = { shown: [...handed, ...notHanded], handed: handed.filter((id) => !notHanded.includes(id)) };
      const noted = await noteHanded(call.deps, call.desk, batch.id, marks);
      if (!noted.ok) throw notAllowed();
      return {};
    },
  );
}
