// /reseau/journal: whether the audit chain is intact; a check is a job.
import { askCheck, readChecks } from '../audit/checking.js';
import { href } from '../routes.js';
import type { NetworkPages } from '../staff/site.js';
import { page, redirect } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import { AuditPage } from './audit-pages.js';

export function networkAuditPages(network: NetworkPages): void {
  network.get('networkAudit', async ({ deps, operator, view }) =>
    page(<AuditPage view={view} operator={operator} shown={await readChecks(deps)} />),
  );
  network.post('networkAudit', async ({ deps, operator }) => {
    if (!(await askCheck(deps, operator)).ok) throw new Forbidden();
    return redirect(href('networkAudit'));
  });
}
