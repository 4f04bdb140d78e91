// /mon-compte/mes-donnees, and the same as a file: a password proved just now, for a file is easily carried away.
import { renderToString } from 'preact-render-to-string';
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { routes } from '../routes.js';
import { type Answer, download, type Pages, type ParentVisit, page, requireFreshParent } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { readOwnData } from './actions.js';
import { OwnDataDocument, OwnDataPage } from './pages.js';
import { ownDataFormats } from './rules.js';

export function ownDataPages(parents: Pages): void {
  parents.get(routes.ownData, requireFreshParent(show));
  parents.get(routes.ownDataFile, requireFreshParent(give));
}

async function show(visit: ParentVisit): Promise<Answer> {
  const { deps, session, address } = visit;
  const [file, children] = await Promise.all([
    readOwnData(deps, session, { as: 'page', address }),
    childrenSeen(deps, session.accountId),
  ]);
  return page(<OwnDataPage view={withHelp(visit.view, children)} file={file} />);
}

async function give(visit: ParentVisit): Promise<Answer> {
  const { deps, session, address, t } = visit;
  const format = ownDataFormats.find((one) => one === visit.params.format);
  if (format === undefined) throw new NotFound();
  const file = await readOwnData(deps, session, { as: format, address });
  const name = `mes-donnees-${file.madeAt.slice(0, 10)}.${format}`;
  const [text, type] =
    format === 'json'
      ? [`${JSON.stringify(file, undefined, 2)}\n`, 'application/json; charset=utf-8']
      : [`<!doctype html>${renderToString(<OwnDataDocument t={t} file={file} />)}`, 'text/html; charset=utf-8'];
  return download({ bytes: Buffer.from(text), name, type });
}
