// An account that a school no longer trusts, its return, and the end of its sessions.
import Type from 'typebox';
import { readCard } from '../school/actions.js';
import { endSessions, reinstate, suspend } from '../suspension/actions.js';
import { Reason } from './cards.js';
import { notAllowed, notFound, Problem } from './problem.js';
import { closed, Id } from './schemas.js';
import type { ApiSite } from './serve.js';

const params = Type.Object({ account: Id }, closed);

export function serveSuspensions(api: ApiSite): void {
  const shapes = { params, body: Type.Object({ reason: Reason }, closed), status: 204 } as const;
  const told = (
    why: Exclude<Awaited<ReturnType<typeof suspend>> | Awaited<ReturnType<typeof reinstate>>, { ok: true }>['why'],
  ) => {
    if (why === 'not_allowed') return notAllowed();
    if (why === 'not_here') return notFound();
    if (why === 'suspended_by_another')
      return new Problem(
        409,
        'not_possible',
        'Ce compte n’a pas été suspendu par votre établissement. Appelez le réseau.',
      );
    return new Problem(409, 'not_possible', 'Ce compte n’est pas dans un état qui le permet.', {
      about: { reason: why },
    });
  };
  api.school(
    'suspendAccount',
    {
      ...shapes,
      summary: 'Suspend an account',
      description: 'One that holds other schools’ records goes on: the children of this school are hidden from it.',
    },
    async ({ deps, desk, params: { account: accountId }, body: { reason }, takeToday }) => {
      if ((await readCard(deps, desk, accountId)) === undefined) throw notFound();
      await takeToday('suspend');
      const outcome = await suspend(deps, desk, { accountId, reason });
      // As it was asked already.
      if (outcome.ok || outcome.why === 'suspended_already') return {};
      throw told(outcome.why);
    },
  );
  api.school(
    'reinstateAccount',
    { ...shapes, summary: 'Open a suspended account again' },
    async ({ deps, desk, params: { account: accountId }, body: { reason }, takeToday }) => {
      await takeToday('reinstate');
      const outcome = await reinstate(deps, desk, { accountId, reason });
      if (outcome.ok || outcome.why === 'not_suspended') return {};
      throw told(outcome.why);
    },
  );
  api.school(
    'endSessions',
    { summary: 'End the sessions of an account', params, answer: Type.Object({ ended: Type.Integer() }, closed) },
    async ({ deps, desk, params: { account } }) => {
      const outcome = await endSessions(deps, desk, account);
      if (!outcome.ok) throw outcome.why === 'not_allowed' ? notAllowed() : notFound();
      return { body: { ended: outcome.value.sessions } };
    },
  );
}
