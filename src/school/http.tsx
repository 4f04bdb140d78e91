// A school's desk: first page, list, cards.
import { routes } from '../routes.js';
import { type Answer, type Pages, page } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { readCard, readList, readToday } from './actions.js';
import { accountIdOf, atDesk, type DeskVisit } from './at-desk.js';
import { breakPages } from './break-http.js';
import { AccountPage } from './card-pages.js';
import { letterPages } from './letter-http.js';
import { AccountsPage } from './list-pages.js';
import { readListQuery } from './rules.js';
import { TodayPage } from './today-pages.js';

export function schoolPages(desk: Pages): void {
  desk.get(routes.school, atDesk(showToday));
  desk.get(routes.schoolAccounts, atDesk(showList));
  desk.get(routes.schoolAccount, atDesk(showCard));
  letterPages(desk);
  breakPages(desk);
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
