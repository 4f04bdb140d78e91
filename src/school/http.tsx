// A school's desk: first page, list, cards.
import { journalPages } from '../journal/http.js';
import { href } from '../routes.js';
import { settingsPages } from '../school-settings/http.js';
import type { SchoolPages } from '../staff/site.js';
import { statisticsPages } from '../statistics/http.js';
import { type Answer, page, readId, redirect } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import { readCard, readList, readToday } from './actions.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { breakPages } from './break-http.js';
import { AccountPage } from './card-pages.js';
import { restoreChild } from './child-actions.js';
import { deskCorrectionPages } from './correction-http.js';
import { duplicatePages } from './duplicate-http.js';
import { exportPages } from './export-http.js';
import { factorDeskPages } from './factor-http.js';
import { letterPages } from './letter-http.js';
import { AccountsPage } from './list-pages.js';
import { objectionDeskPages } from './objection-http.js';
import { protectionPages } from './protection-http.js';
import { deskRequestPages } from './request-http.js';
import { readListQuery } from './rules.js';
import { suspensionPages } from './suspension-http.js';
import { TodayPage } from './today-pages.js';

export function schoolDeskPages(desk: SchoolPages): void {
  desk.get('school', showToday);
  desk.get('schoolAccounts', showList);
  desk.get('schoolAccount', showCard);
  desk.post('schoolRestoreChild', restore);
  exportPages(desk);
  letterPages(desk);
  factorDeskPages(desk);
  breakPages(desk);
  suspensionPages(desk);
  protectionPages(desk);
  duplicatePages(desk);
  journalPages(desk);
  statisticsPages(desk);
  settingsPages(desk);
  deskRequestPages(desk);
  objectionDeskPages(desk);
  deskCorrectionPages(desk);
}

async function showToday({ deps, desk, view }: DeskVisit): Promise<Answer> {
  return page(<TodayPage view={view} desk={desk} today={await readToday(deps, desk)} />);
}

async function showList({ deps, desk, view, query }: DeskVisit): Promise<Answer> {
  return page(<AccountsPage view={view} desk={desk} list={await readList(deps, desk, readListQuery(query))} />);
}

async function showCard(visit: DeskVisit): Promise<Answer> {
  const { deps, desk, view } = visit;
  const account = await readCard(deps, desk, accountIdOf(visit));
  if (account === undefined) throw new NotFound();
  return page(<AccountPage view={view} desk={desk} account={account} />);
}

async function restore(visit: DeskVisit): Promise<Answer> {
  const account = accountIdOf(visit);
  const outcome = await restoreChild(visit.deps, visit.desk, account, readId(visit.params.link ?? ''));
  if (outcome.ok) return redirect(href('schoolAccount', { account }));
  throw outcome.why === 'not_allowed' ? new Forbidden() : new NotFound();
}
