// A list of accounts taken away in a file: written down, and approved where the network asks for it, before it is handed out.
import { digestOf, type Order, orderState, passApproval } from '../approvals/actions.js';
import { inTransaction } from '../audit/actions.js';
import { type ListedAccount, listAccounts } from '../db/desk-list.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { writeCsv } from '../kernel/csv.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { searchOf } from './actions.js';
import { deskState, type ListQuery, listedName, spokenName } from './rules.js';
import { stateWords } from './words.js';

const mostRows = 20_000;

/** The accounts that the file would hold now, and the order that it is: of these very accounts. */
async function orderOf(deps: Deps, desk: Desk, query: ListQuery) {
  const { filter, sort, descending } = query;
  const page = { filter, sort, descending, limit: mostRows, offset: 0 };
  const accounts = await listAccounts(deps.db, searchOf(desk, query), page);
  const ids = accounts.map(({ id }) => id).sort((one, other) => one - other);
  const order: Order = { act: 'export', count: accounts.length, digest: digestOf(ids) };
  return { accounts, order };
}

/** How many accounts the file would hold, and whether a second person must agree first. */
export async function weighExport(deps: Deps, desk: Desk, query: ListQuery) {
  const { order } = await orderOf(deps, desk, query);
  return { order, state: await orderState(deps, desk, order) };
}

/** The accounts of this list, as the desk shows them. The caller has checked that the second factor is fresh. */
export async function exportAccounts(
  deps: Deps,
  desk: Desk,
  query: ListQuery,
): Promise<Outcome<Uint8Array, 'not_allowed' | 'not_approved'>> {
  const { schoolUai } = desk;
  const { accounts, order } = await orderOf(deps, desk, query);
  const allowed = await inTransaction<Outcome<void, 'not_allowed' | 'not_approved'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'export_accounts'))) return refused('not_allowed');
    if (!(await passApproval(deps, tx, record, desk, order))) return refused('not_approved');
    const actor = staffActor(desk);
    record({ actor, kind: 'accounts_exported', data: { school: schoolUai, count: accounts.length } });
    return done(undefined);
  });
  if (!allowed.ok) return allowed;
  await noteReading(deps, desk, 'export');
  return done(writeList(deps, accounts));
}

function writeList(deps: Deps, accounts: readonly ListedAccount[]): Uint8Array {
  const day = (at: Date | null) => (at === null ? '' : civilDateOf(at, deps.config.timeZone));
  return writeCsv([
    ['Parent', 'Identifiant', 'Élèves', 'Classes', 'État', 'Mail confirmé', 'Regroupé', 'Activé le'],
    ...accounts.map((account) => [
      [...new Set(account.guardians.map(listedName))].join(', '),
      account.identifier,
      account.pupils.map(spokenName).join(', '),
      [...new Set(account.pupils.flatMap((pupil) => pupil.division ?? []))].join(', '),
      stateWords[deskState(account)][1],
      account.mailConfirmed ? 'oui' : 'non',
      account.grouped ? 'oui' : 'non',
      day(account.activatedAt),
    ]),
  ]);
}
