// Flags on records, told to programs that have a scope for them and to no other.
import Type from 'typebox';
import { protect, readProtections, unprotect } from '../protection/actions.js';
import { protectionKinds } from '../protection/rules.js';
import { readCard } from '../school/actions.js';
import { Reason } from './cards.js';
import { notFound, Problem, refusedAs } from './problem.js';
import { at, closed, Id, Instant, nameOf, oneOf, PersonName } from './schemas.js';
import type { ApiSite, SchoolCall, Shapes } from './serve.js';

const params = Type.Object({ account: Id }, closed);
const Flagged = Type.Object({ kind: oneOf(['guardian', 'pupil']), id: Id }, closed);
const reasonKind = oneOf(protectionKinds, 'court: a decision of a court; address: it must stay unknown.');

const Protection = Type.Object(
  {
    id: Id,
    flagged: Flagged,
    ...PersonName.properties,
    reasonKind,
    reason: Type.String(),
    hides: Type.Boolean({ description: 'The pupils of this school are hidden from the account.' }),
    since: Instant,
  },
  closed,
);

/** The live ones. An account that holds nothing of this school does not exist. */
async function protectionsOf({ deps, desk }: Pick<SchoolCall<Shapes>, 'deps' | 'desk'>, account: number) {
  if ((await readCard(deps, desk, account)) === undefined) throw notFound();
  return (await readProtections(deps, desk, account)).map((one) => ({
    id: one.id,
    flagged:
      one.guardianId === null
        ? { kind: 'pupil' as const, id: one.pupilId ?? 0 }
        : { kind: 'guardian' as const, id: one.guardianId },
    ...nameOf(one),
    reasonKind: one.reasonKind,
    reason: one.reason,
    hides: one.hides,
    since: at(one.at),
  }));
}

export function serveProtections(api: ApiSite): void {
  api.school(
    'listProtections',
    {
      summary: 'The protections of the records of an account, and of their pupils',
      description: 'No parent ever reads of them: keep what this says from every page that one may see.',
      params,
      answer: Type.Object({ protections: Type.Array(Protection) }, closed),
    },
    async (call) => ({ body: { protections: await protectionsOf(call, call.params.account) } }),
  );

  api.school(
    'protectRecord',
    {
      summary: 'Protect a record: groupings that touch it come to the school',
      description: '`hides` is of a guardian’s record alone. What it now is, is the answer of the list.',
      params,
      body: Type.Object({ flagged: Flagged, reasonKind, reason: Reason, hides: Type.Optional(Type.Boolean()) }, closed),
      status: 204,
    },
    async (call) => {
      const { deps, desk, params, body } = call;
      const { flagged, reasonKind, reason, hides = false } = body;
      const isIt = (one: { readonly flagged: typeof flagged }) =>
        one.flagged.kind === flagged.kind && one.flagged.id === flagged.id;
      const there = (await protectionsOf(call, params.account)).find(isIt);
      if (there !== undefined)
        throw new Problem(409, 'already_there', 'Cette fiche est déjà protégée.', { about: { protection: there.id } });
      await call.takeToday('protect');
      const outcome = await protect(deps, desk, { accountId: params.account, flagged, reasonKind, reason, hides });
      if (outcome.ok) return {};
      throw refusedAs(outcome.why);
    },
  );

  api.school(
    'endProtection',
    {
      summary: 'Lift a protection',
      params: Type.Object({ account: Id, protection: Id }, closed),
      body: Type.Object({ reason: Reason }, closed),
      status: 204,
    },
    async (call) => {
      const { account: accountId, protection: protectionId } = call.params;
      if (!(await protectionsOf(call, accountId)).some(({ id }) => id === protectionId)) throw notFound();
      await call.takeToday('protect');
      const outcome = await unprotect(call.deps, call.desk, { accountId, protectionId, reason: call.body.reason });
      if (outcome.ok) return {};
      throw refusedAs(outcome.why);
    },
  );
}
