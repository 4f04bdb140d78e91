// /mon-compte/historique and the receipt of each grouping.
import { childrenSeen } from '../people/actions.js';
import { showChildren, withHelp } from '../people/shown.js';
import { routes } from '../routes.js';
import { type Answer, type Pages, type ParentVisit, page, requireParent } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { readHistory, readReceipt } from './actions.js';
import { HistoryPage, ReceiptPage } from './pages.js';

export function historyPages(parents: Pages): void {
  parents.get(routes.history, requireParent(showHistory));
  parents.get(routes.receipt, requireParent(showReceipt));
}

async function showHistory(visit: ParentVisit): Promise<Answer> {
  const { deps, session } = visit;
  const [lines, children] = await Promise.all([
    readHistory(deps, session.accountId),
    childrenSeen(deps, session.accountId),
  ]);
  return page(<HistoryPage view={withHelp(visit.view, children)} identifier={session.identifier} lines={lines} />);
}

async function showReceipt(visit: ParentVisit): Promise<Answer> {
  const { deps, session, params } = visit;
  const receipt = await readReceipt(deps, session.accountId, params.reference ?? '');
  // Another account's receipt and none at all are the same.
  if (receipt === undefined) throw new NotFound();
  const { all, children: came, services, ...rest } = receipt;
  const shown = showChildren(all).filter((_, index) => {
    const child = all[index];
    return child !== undefined && came.includes(child);
  });
  const view = withHelp(visit.view, all);
  const school = { schoolName: view.help?.schoolName ?? '', schoolPhone: view.help?.phone };
  return page(
    <ReceiptPage
      view={view}
      receipt={{ ...rest, ...school, identifier: session.identifier, children: shown }}
      services={services}
    />,
  );
}
