// /reseau/applications/…/apercu

import type { OperatorVisit } from '../network/at-network.js';
import { readOneOfRegister } from '../sso/register-actions.js';
import type { NetworkPages } from '../staff/site.js';
import { type Answer, page, readId } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { foundAtMost, readPreview, searchForPreview } from './preview-actions.js';
import { ClientPreviewPage } from './preview-pages.js';

export function previewPages(network: NetworkPages): void {
  network.get('networkClientPreview', show);
}

async function show({ deps, view, operator, params, query }: OperatorVisit): Promise<Answer> {
  const client = await readOneOfRegister(deps, readId(params.client ?? ''));
  if (client === undefined) throw new NotFound();
  const typed = typeof query.recherche === 'string' ? query.recherche.trim().slice(0, 80) : '';
  const chosen = typeof query.compte === 'string' ? readId(query.compte) : undefined;
  const previewed = chosen === undefined ? undefined : await readPreview(deps, operator, { client, accountId: chosen });
  if (chosen !== undefined && previewed === undefined) throw new NotFound();
  const found = typed === '' ? undefined : await searchForPreview(deps, operator, { clientId: client.id, typed });
  const shown = { typed, found, atMost: foundAtMost, previewed };
  return page(<ClientPreviewPage {...{ view, operator, client, ...shown }} />);
}
