// The list of accounts as a file, behind the same approval as at the desk.
import Type from 'typebox';
import { askApproval } from '../approvals/actions.js';
import { exportAccounts, weighExport } from '../school/export-actions.js';
import { exportApprovalWords, exportWords } from '../school/words.js';
import { askedOf, Choice } from './accounts.js';
import { approvalOf, needsApproval } from './approval.js';
import { notAllowed } from './problem.js';
import { closed } from './schemas.js';
import type { ApiSite } from './serve.js';

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
      const summary = exportWords(order.count, query);
      await approvalOf(state, exportApprovalWords, asks && (() => askApproval(deps, desk, { ...order, summary })));
      await takeToday('export_accounts');
      const made = await exportAccounts(deps, desk, query);
      if (made.ok) return { file: { bytes: made.value, name: `comptes-${desk.schoolUai}.csv` } };
      if (made.why === 'not_allowed') throw notAllowed();
      throw needsApproval(exportApprovalWords, 'none');
    },
  );
}
