// /reseau: the pages of the network's operators.
import { findBroken } from '../audit/checking.js';
import { networkNameOf } from '../look/actions.js';
import { listForOperator } from '../requests/deciding-actions.js';
import type { NetworkPages } from '../staff/site.js';
import { type Answer, page } from '../web/http.js';
import { readSchools } from './actions.js';
import type { OperatorVisit } from './at-network.js';
import { SchoolsPage } from './pages.js';

export function networkPages(network: NetworkPages): void {
  network.get('network', showSchools);
}

async function showSchools({ deps, operator, view }: OperatorVisit): Promise<Answer> {
  const networkName = await networkNameOf(deps);
  return page(
    <SchoolsPage
      {...{ view, operator, networkName }}
      schools={await readSchools(deps)}
      broken={await findBroken(deps)}
      toDecide={(await listForOperator(deps)).filter(({ mayDecide }) => mayDecide).length}
    />,
  );
}
