// A school's desk: first page, list, cards.
import { href, routes } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { findDesk } from '../staff/signin-actions.js';
import { type Answer, type Handler, type Pages, page, redirect, requireStaff, type StaffVisit } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import { readCard, readList, readToday } from './actions.js';
import { AccountPage } from './card-pages.js';
import { AccountsPage } from './list-pages.js';
import { readListQuery } from './rules.js';
import { TodayPage } from './today-pages.js';

export function schoolPages(desk: Pages): void {
  desk.get(routes.school, atDesk(showToday));
  desk.get(routes.schoolAccounts, atDesk(showList));
  desk.get(routes.schoolAccount, atDesk(showCard));
}

export type DeskVisit = StaffVisit & { readonly desk: Desk };

/** Only for somebody who works for a school now: the rights are read anew at each request. */
export function atDesk(handler: Handler<DeskVisit>): Handler {
  return requireStaff(async (visit) => {
    const found = await findDesk(visit.deps, visit.session, visit.address);
    if (found.kind === 'no_role') throw new Forbidden();
    return found.kind === 'choose' ? redirect(href('schoolChoice')) : await handler({ ...visit, desk: found.desk });
  });
}

/** The account that the address names; anything that is no id is an account that does not exist. */
export function accountIdOf(visit: { readonly params: Readonly<Record<string, string>> }): number {
  const given = visit.params.account ?? '';
  if (!/^[1-9][0-9]{0,14}$/.test(given)) throw new NotFound();
  return Number(given);
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
