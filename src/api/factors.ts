// A parent's lost second factor: its removal asked for, or that stopped. His own « no » wins over both.
import Type from 'typebox';
import { readCard } from '../school/actions.js';
import { askFactorReset, stopAskedReset } from '../school/factor-actions.js';
import { Reason } from './cards.js';
import { notAllowed, notFound, Problem, refusedAs } from './problem.js';
import { closed, Id } from './schemas.js';
import type { ApiSite } from './serve.js';

const params = Type.Object({ account: Id }, closed);

const refusals = {
  not_active: 'Ce compte n’est pas actif.',
  no_factor: 'Ce compte n’a pas de deuxième sécurité. Le mot de passe suffit.',
  asked_already: 'Le retrait est déjà demandé.',
} as const;

export function serveFactors(api: ApiSite): void {
  api.school(
    'askFactorReset',
    {
      summary: 'Ask to remove a lost second factor',
      description:
        'Done after 72 hours, or more where the network set it (`factorLeavesAt` of the card), unless its owner stops it: a mail tells him at once. `reason` says how the parent was recognised: a person of the school has seen him.',
      params,
      body: Type.Object({ reason: Reason }, closed),
      status: 204,
    },
    async ({ deps, desk, params: { account: accountId }, body: { reason }, takeToday }) => {
      if ((await readCard(deps, desk, accountId)) === undefined) throw notFound();
      await takeToday('reset_factor');
      const outcome = await askFactorReset(deps, desk, { accountId, reason });
      if (outcome.ok) return {};
      if (outcome.why === 'not_allowed') throw notAllowed();
      if (outcome.why === 'not_here') throw notFound();
      throw new Problem(409, 'not_possible', refusals[outcome.why], { about: { reason: outcome.why } });
    },
  );

  api.school(
    'stopFactorReset',
    { summary: 'Stop a removal that this school asked for', params, status: 204 },
    async ({ deps, desk, params: { account } }) => {
      const outcome = await stopAskedReset(deps, desk, account);
      if (outcome.ok) return {};
      throw refusedAs(outcome.why);
    },
  );
}
