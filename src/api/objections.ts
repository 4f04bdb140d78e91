// « Ce n'est pas moi », « ce n'est pas mon enfant »: what parents said, and what the school does once it has looked.
import Type from 'typebox';
import { liftObjection } from '../grouping/objection-actions.js';
import { readSignals } from '../school/actions.js';
import { isDisowned, restoreChild } from '../school/child-actions.js';
import { scopesAllow } from '../staff/scope-rules.js';
import { Reason } from './cards.js';
import { notAllowed, notFound, Problem, refusedAs } from './problem.js';
import { at, closed, Id, Instant, nameOf, oneOf, PersonName, Reference } from './schemas.js';
import type { ApiSite } from './serve.js';

const Objection = Type.Object(
  {
    id: Id,
    account: Id,
    side: oneOf(['kept', 'absorbed'], 'kept: the account is frozen; absorbed: the children that came are hidden.'),
    at: Instant,
    grouping: Reference,
    groupedAt: Instant,
    ...PersonName.properties,
  },
  closed,
);
const Disowned = Type.Object(
  { account: Id, link: Id, since: Instant, guardian: PersonName, pupil: PersonName },
  closed,
);

export function serveObjections(api: ApiSite): void {
  api.school(
    'listObjections',
    {
      summary: 'What parents said is not theirs, and waits for the school',
      answer: Type.Object(
        {
          objections: Type.Array(Objection, { description: '« Ce n’est pas moi »: a grouping.' }),
          disowned: Type.Optional(
            Type.Array(Disowned, {
              description: '« Ce n’est pas mon enfant »: the 50 oldest. For a token that may restore a child.',
            }),
          ),
        },
        closed,
      ),
    },
    async ({ deps, desk, scopes }) => {
      const { objections, disowned } = await readSignals(deps, desk);
      return {
        body: {
          objections: objections.map((one) => ({
            id: one.id,
            account: one.accountId,
            side: one.side,
            at: at(one.at),
            grouping: one.reference,
            groupedAt: at(one.groupedAt),
            ...nameOf(one),
          })),
          ...(scopesAllow(scopes, 'restore_child') && {
            disowned: disowned.map((one) => ({
              account: one.accountId,
              link: one.linkId,
              since: at(one.since),
              guardian: nameOf(one.guardian),
              pupil: nameOf(one.pupil),
            })),
          }),
        },
      };
    },
  );

  api.school(
    'liftObjection',
    {
      summary: 'Lift an objection, once the school has looked',
      params: Type.Object({ account: Id, objection: Id }, closed),
      body: Type.Object({ reason: Reason }, closed),
      status: 204,
    },
    async ({ deps, desk, params: { account: accountId, objection: objectionId }, body: { reason }, takeToday }) => {
      const { objections } = await readSignals(deps, desk);
      if (!objections.some((one) => one.id === objectionId && one.accountId === accountId)) throw notFound();
      await takeToday('lift_objection');
      const outcome = await liftObjection(deps, desk, { accountId, objectionId, reason });
      if (outcome.ok) return {};
      switch (outcome.why) {
        case 'not_allowed':
          throw notAllowed();
        case 'reason_missing':
          throw new Problem(422, 'not_possible', 'Expliquez en une phrase ce que vous avez vérifié.');
        default:
          throw notFound();
      }
    },
  );

  api.school(
    'restoreChild',
    {
      summary: 'Show a pupil again to the account that had disowned him',
      params: Type.Object({ account: Id, link: Id }, closed),
      status: 204,
    },
    async ({ deps, desk, params: { account, link }, takeToday }) => {
      if (!(await isDisowned(deps, desk, account, link))) throw notFound();
      await takeToday('lift_objection');
      const outcome = await restoreChild(deps, desk, account, link);
      if (outcome.ok) return {};
      throw refusedAs(outcome.why);
    },
  );
}
