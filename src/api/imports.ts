// A school's own register: its export sent, read, shown, then applied or given up.
import Type from 'typebox';
import type { ImportReport } from '../roster/report.js';
import {
  type ApplyRefusal,
  abandonUpload,
  applyUpload,
  readImports,
  readUpload,
  receiveUpload,
  whyNotApplied,
} from '../uploads/actions.js';
import { confirmationsFor, uploadStates } from '../uploads/rules.js';
import { uploadWords } from '../uploads/words.js';
import { openUpload } from '../web/upload.js';
import { notAllowed, notFound, Problem } from './problem.js';
import { at, atOrNull, closed, Id, Instant, oneOf, orNull } from './schemas.js';
import type { ApiSite } from './serve.js';

const Files = Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer() }, closed));
const Figures = Type.Object(
  { added: Type.Integer(), changed: Type.Integer(), ended: Type.Integer(), unchanged: Type.Integer() },
  closed,
);
const Counted = Type.Object({ added: Type.Integer(), changed: Type.Integer(), ended: Type.Integer() }, closed);
const Lines = Type.Array(
  Type.Object(
    { file: orNull(Type.String()), line: orNull(Type.Integer()), reason: Type.String(), code: Type.String() },
    closed,
  ),
);
const Report = Type.Object(
  {
    schools: Type.Array(Type.String()),
    pupils: Figures,
    guardians: Figures,
    links: Figures,
    accounts: Type.Object({ created: Type.Integer(), childless: Type.Integer() }, closed),
    asked: Lines,
    rejected: Lines,
    warnings: Lines,
  },
  closed,
);
const params = Type.Object({ import: Id }, closed);

const Import = Type.Object(
  {
    id: Id,
    state: oneOf(uploadStates, 'reading and applying are worked on: ask again in a few seconds.'),
    receivedAt: Instant,
    endedAt: orNull(Instant),
    files: Files,
    rowsRead: Type.Integer(),
    report: orNull(Report),
    reasons: orNull(Lines),
    confirmations: Type.Array(oneOf(['drop', 'older']), {
      description: 'What must be confirmed for it to be applied.',
    }),
  },
  closed,
);

const linesOf = (lines: ImportReport['asked']) =>
  lines.map(({ file, line, reason, code }) => ({ file, line, reason, code }));
const figuresOf = ({ added, changed, ended, unchanged }: ImportReport['pupils']) => ({
  added,
  changed,
  ended,
  unchanged,
});

const shownReport = (report: ImportReport) => ({
  schools: [...report.schools],
  pupils: figuresOf(report.pupils),
  guardians: figuresOf(report.guardians),
  links: figuresOf(report.links),
  accounts: { created: report.accounts.created, childless: report.accounts.childless },
  asked: linesOf(report.asked),
  rejected: linesOf(report.rejected),
  warnings: linesOf(report.warnings),
});

export function serveUpload(api: ApiSite): void {
  api.school(
    'uploadImport',
    {
      summary: 'Send the export of the school',
      description: 'The files as `multipart/form-data`, under any name: 10 at most, 100 MB each, 200 MB together.',
      files: true,
      status: 202,
      answer: Type.Object({ id: Id }, closed),
    },
    async ({ deps, desk, request }) => {
      if (!request.isMultipart())
        throw new Problem(415, 'unsupported_media_type', 'Envoyez les fichiers en multipart/form-data.');
      const upload = await openUpload(request);
      try {
        const received = await receiveUpload(deps, desk, upload.sent.files);
        if (received.ok) return { body: { id: received.value.id } };
        const { why } = received;
        if (why.kind === 'not_allowed') throw notAllowed();
        if (why.kind === 'already_open')
          throw new Problem(409, 'already_open', 'Un import attend déjà : ces fichiers ne sont pas gardés.', {
            about: { id: why.id },
          });
        if (why.kind === 'too_often') throw new Problem(429, 'too_many_today', uploadWords.too_often);
        throw new Problem(422, 'not_possible', uploadWords[why.kind], { about: { reason: why.kind } });
      } finally {
        await upload.close();
      }
    },
  );
}

function problemOf(why: ApplyRefusal): Problem {
  switch (why.kind) {
    case 'not_allowed':
      return notAllowed();
    case 'unknown':
      return notFound();
    case 'over':
      return new Problem(409, 'not_possible', 'Cet import n’attend plus : il est en cours, ou il a pris fin.');
    default: {
      const about = { missing: why.missing };
      return new Problem(422, 'unconfirmed', 'Confirmez chaque point pour appliquer cet import.', { about });
    }
  }
}

export function serveImports(api: ApiSite): void {
  api.school(
    'listImports',
    {
      summary: 'The last imports',
      answer: Type.Object(
        {
          open: orNull(Id),
          imports: Type.Array(
            Type.Object(
              {
                id: orNull(Id),
                at: Instant,
                by: orNull(Type.String()),
                files: Files,
                state: oneOf(uploadStates),
                pupils: orNull(Counted),
                guardians: orNull(Counted),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
    async ({ deps, desk }) => {
      const { imports, openId } = await readImports(deps, desk);
      const counts = (one: (typeof imports)[number]['pupils']) =>
        one === null ? null : { added: one.added, changed: one.changed, ended: one.ended };
      return {
        body: {
          open: openId,
          imports: imports.map((one) => ({
            id: one.id,
            at: at(one.at),
            by: one.by,
            files: [...one.files],
            state: one.state,
            pupils: counts(one.pupils),
            guardians: counts(one.guardians),
          })),
        },
      };
    },
  );

  api.school(
    'readImport',
    { summary: 'An import: its state, what it would do or did, what was not taken', params, answer: Import },
    async ({ deps, desk, params: { import: id } }) => {
      const found = await readUpload(deps, desk, id);
      if (found === undefined) throw notFound();
      const { state, files, rowsRead, report, reasons } = found;
      const confirmations = state === 'ready' ? [...confirmationsFor(report?.asked ?? [])] : [];
      return {
        body: {
          id,
          state,
          receivedAt: at(found.receivedAt),
          endedAt: atOrNull(found.endedAt),
          files: [...files],
          rowsRead,
          report: report === null ? null : shownReport(report),
          reasons: reasons === null ? null : linesOf(reasons),
          confirmations,
        },
      };
    },
  );

  api.school(
    'applyImport',
    {
      summary: 'Apply an import, as it was shown',
      description: 'When the register changed meanwhile nothing is done, and it is shown again (state ready).',
      params,
      body: Type.Object({ confirmed: Type.Optional(Type.Array(oneOf(['drop', 'older']), { maxItems: 5 })) }, closed),
      status: 202,
    },
    async ({ deps, desk, params: { import: id }, body, takeToday }) => {
      const confirmed = body.confirmed ?? [];
      const why = await whyNotApplied(deps, desk, id, confirmed);
      if (why !== undefined) throw problemOf(why);
      await takeToday('apply_register');
      const asked = await applyUpload(deps, desk, id, confirmed);
      if (!asked.ok) throw problemOf(asked.why);
      return {};
    },
  );

  api.school(
    'abandonImport',
    { summary: 'Give an import up: nothing of it was written', params, status: 204 },
    async ({ deps, desk, params: { import: id } }) => {
      const given = await abandonUpload(deps, desk, id);
      if (given.ok) return {};
      if (given.why === 'not_allowed') throw notAllowed();
      if (given.why === 'unknown') throw notFound();
      throw new Problem(409, 'not_possible', 'Cet import n’attend plus : il est en cours, ou il a pris fin.');
    },
  );
}
