// The list of accounts as a file, behind the same approval as at the desk.
import Type from 'typebox';
import { askApproval } from '../approvals/actions.js';
import { exportAccounts, weighExport } from '../school/export-actions.js';
import { exportWords } from '../school/words.js';
import { askedOf, Choice } from './accounts.js';
import { notAllowed, Problem } from './problem.js';
import { closed } from './schemas.js';
import type { ApiSite } from './serve.js';

const approvalWords = {
  none: 'Pour autant de comptes en 24 heures, une deuxième personne de l’école doit être d’accord. Demandez-le-lui.',
  used: 'Cet accord a déjà servi. Demandez-en un autre.',
  refused: 'Une deuxième personne a refusé ce fichier.',
  waiting: 'Ce fichier attend l’accord d’une deuxième personne. Voyez « Accords ».',
} as const;

export function serveExports(api: ApiSite): void {
  api.school(
    'exportAccounts',
    {
      summary: 'The accounts of a list, as a CSV',
      description:
        'Above the number that the network set, a second person of the school approves first: `askApproval` asks, and the same request is sent again once it is given.',
      body: Type.Object({ ...Choice, askApproval: Type.Optional(Type.Boolean()) }, closed),
      file: 'text/csv',
    },
    async ({ deps, desk, body, scopes, takeToday }) => {
      const { askApproval: asks = false, ...choice } = body;
      const query = askedOf(choice, scopes);
      const { order, state } = await weighExport(deps, desk, query);
      if (state !== 'not_needed' && state !== 'accepted') {
        const told =
          asks && state !== 'waiting'
            ? await askApproval(deps, desk, { ...order, summary: exportWords(order.count, query) })
            : undefined;
        if (told?.ok === false) throw notAllowed();
        const asked = told === undefined ? {} : { reference: told.value.reference };
        const now = told === undefined ? state : ('waiting' as const);
        throw new Problem(409, 'needs_approval', approvalWords[now], { about: { approval: now, ...asked } });
      }
      await takeToday('export_accounts');
      const made = await exportAccounts(deps, desk, query);
      if (made.ok) return { file: { bytes: made.value, name: `comptes-${desk.schoolUai}.csv` } };
      if (made.why === 'not_allowed') throw notAllowed();
      throw new Problem(409, 'needs_approval', approvalWords.none, { about: { approval: 'none' } });
    },
  );
}
