// A list of accounts taken away in a file: written down before it is handed out.
import { inTransaction } from '../audit/actions.js';
import { countAccounts, listAccounts } from '../db/desk-list.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { writeCsv } from '../kernel/csv.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { holdsRight } from '../staff/rights.js';
import type { Desk } from '../staff/rules.js';
import { searchOf } from './actions.js';
import { deskState, type ListQuery, listedName, spokenName } from './rules.js';
import { stateWords } from './words.js';

const mostRows = 20_000;

/** How many accounts the file would hold. */
export async function countExport(deps: Deps, desk: Desk, query: ListQuery): Promise<number> {
  return (await countAccounts(deps.db, searchOf(desk, query)))[query.filter];
}

/** The accounts of this list, as the desk shows them. The caller has checked that the second factor is fresh. */
export async function exportAccounts(
  deps: Deps,
  desk: Desk,
  query: ListQuery,
): Promise<Outcome<Uint8Array, 'not_allowed'>> {
  const { schoolUai, staffId, sessionId, address } = desk;
  const { filter, sort, descending } = query;
  const page = { filter, sort, descending, limit: mostRows, offset: 0 };
  const accounts = await listAccounts(deps.db, searchOf(desk, query), page);
  const allowed = await inTransaction(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'export_accounts'))) return false;
    const actor = { type: 'staff', staffId, sessionId, address } as const;
    record({ actor, kind: 'accounts_exported', data: { school: schoolUai, count: accounts.length } });
    return true;
  });
  if (!allowed) return refused('not_allowed');
  await noteReading(deps, desk, 'export');
  const day = (at: Date | null) => (at === null ? '' : civilDateOf(at, deps.config.timeZone));
  return done(
    writeCsv([
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
    ]),
  );
}
