// Breaking a grouping, or undoing one: seen first, then done as it was seen.
import Type from 'typebox';
import type { BreakPreview } from '../grouping/break-actions.js';
import { findMadeBreak, makeBreak, readBreak, readUndo } from '../school/break-actions.js';
import { Reason } from './cards.js';
import { changed, notAllowed, notFound, Problem } from './problem.js';
import { closed, Id, nameOf, oneOf, PersonName, Reference, Version } from './schemas.js';
import type { ApiSite } from './serve.js';

const params = Type.Object({ account: Id }, closed);
const undoing = Type.Object({ account: Id, reference: Reference }, closed);
const Records = Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true });
const Pupil = Type.Object({ pupil: Id, ...PersonName.properties }, closed);

const Preview = Type.Object(
  {
    version: Version,
    records: Type.Array(Type.Object({ record: Id, ...PersonName.properties }, closed), {
      description: 'These go to a new account.',
    }),
    leaving: Type.Array(Pupil, { description: 'Pupils of this school that go with them.' }),
    staying: Type.Array(Pupil),
  },
  closed,
);

const Broken = Type.Object(
  {
    reference: Reference,
    account: Id,
    letter: Type.Union([Type.String(), Type.Null()], {
      description: 'The number of the new account’s letter; null while no child has a birth date.',
    }),
  },
  closed,
);

const order = {
  version: Version,
  reasonKind: oneOf(['same_name', 'asked_by_parent', 'school_error', 'other']),
  reason: Reason,
};

function shown({ digest, leavingGuardians, leaving, staying }: BreakPreview) {
  const pupil = (one: BreakPreview['leaving'][number]) => ({ pupil: one.pupilId, ...nameOf(one) });
  return {
    body: {
      version: digest,
      records: leavingGuardians.map((one) => ({ record: one.guardianId, ...nameOf(one) })),
      leaving: leaving.map(pupil),
      staying: staying.map(pupil),
    },
    headers: { etag: `"${digest}"` },
  };
}

const nothing = () => new Problem(409, 'not_possible', 'Il ne reste rien de ce regroupement à défaire ici.');

function told(why: Exclude<Awaited<ReturnType<typeof makeBreak>>, { ok: true }>['why']): Problem {
  switch (why) {
    case 'no_account':
    case 'account_closed':
    case 'record_not_here':
      return notFound();
    case 'not_allowed':
      return notAllowed();
    case 'changed':
    case 'nothing_chosen':
      return changed();
    case 'reason_missing':
      return new Problem(422, 'not_possible', 'Expliquez en une phrase.');
    default:
      return new Problem(503, 'unavailable', 'La lettre n’a pas pu être faite. Rien n’a changé. Essayez encore.');
  }
}

export function serveBreaks(api: ApiSite): void {
  api.school(
    'previewBreak',
    {
      summary: 'What a break of these records would do',
      params,
      query: Type.Object({ record: Records }, closed),
      answer: Preview,
    },
    async ({ deps, desk, params: { account }, query: { record } }) => {
      const found = await readBreak(deps, desk, account, record);
      if (found?.result === undefined) throw notFound();
      return shown(found.result);
    },
  );

  api.school(
    'breakGrouping',
    {
      summary: 'Break: these records go to a new account, with its letter',
      description: '`version` is that of the preview: when anything that it showed has changed, nothing is done (412).',
      params,
      once: true,
      status: 201,
      body: Type.Object({ records: Records, ...order }, closed),
      answer: Broken,
    },
    async ({ deps, desk, params: { account: accountId }, body, takeToday }) => {
      const { records: guardianIds, version: digest, reasonKind, reason } = body;
      const made = await findMadeBreak(deps, desk, accountId, guardianIds);
      if (made !== undefined)
        throw new Problem(409, 'already_there', 'Cette séparation est déjà faite.', {
          about: { account: made.newAccountId, reference: made.reference },
        });
      if ((await readBreak(deps, desk, accountId, guardianIds)) === undefined) throw notFound();
      await takeToday('break_grouping');
      const broken = await makeBreak(deps, desk, { accountId, guardianIds, digest, reasonKind, reason });
      if (!broken.ok) throw told(broken.why);
      const { reference, newAccountId: account, letterNumber: letter = null } = broken.value;
      return { body: { reference, account, letter } };
    },
  );

  api.school(
    'previewUndoing',
    { summary: 'What undoing a grouping would do', params: undoing, answer: Preview },
    async ({ deps, desk, params: { account, reference } }) => {
      const found = await readUndo(deps, desk, account, reference);
      if (found === undefined) throw notFound();
      if (found.result === undefined) throw nothing();
      return shown(found.result);
    },
  );

  api.school(
    'undoGrouping',
    {
      summary: 'Undo a grouping: the records of this school that it brought go to a new account',
      params: undoing,
      once: true,
      status: 201,
      body: Type.Object(order, closed),
      answer: Broken,
    },
    async ({ deps, desk, params: { account: accountId, reference: undoes }, body, takeToday }) => {
      const found = await readUndo(deps, desk, accountId, undoes);
      if (found === undefined) throw notFound();
      if (found.result === undefined) throw nothing();
      await takeToday('break_grouping');
      const { version: digest, reasonKind, reason } = body;
      const broken = await makeBreak(deps, desk, { accountId, guardianIds: [], digest, reasonKind, reason, undoes });
      if (!broken.ok) throw told(broken.why);
      const { reference, newAccountId: account, letterNumber: letter = null } = broken.value;
      return { body: { reference, account, letter } };
    },
  );
}
