// Accounts of the whole network, found by their identifier or by a guardian's name: for operators alone.
import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { Db } from './open.js';

export type FoundAccount = {
  readonly id: number;
  readonly identifier: string;
  readonly state: AccountState;
  /** As the schools' registers write the person. */
  readonly names: readonly string[];
  readonly schools: readonly string[];
};

const shown = sql`a.id, a.identifier, a.state,
  coalesce((select jsonb_agg(distinct g.first_name || ' ' || coalesce(g.usage_name, g.family_name))
    from attachment t join guardian_record g on g.id = t.guardian_id where t.account_id = a.id and t.until is null), '[]') as names,
  coalesce((select jsonb_agg(distinct s.name)
    from attachment t join guardian_record g on g.id = t.guardian_id join school s on s.uai = g.school_uai
    where t.account_id = a.id and t.until is null), '[]') as schools`;

/** The name is folded as the registers' are, and may be only the beginning of one. */
export async function searchAccounts(
  db: Db,
  typed: { readonly identifier: string; readonly name: string; readonly limit: number },
): Promise<readonly FoundAccount[]> {
  const { identifier, name, limit } = typed;
  const key = sql`g.search_key collate "C"`;
  const { rows } = await sql<FoundAccount>`
    select ${shown} from account a
    where a.identifier = ${identifier} or a.id in (
      select t.account_id from guardian_record g join attachment t on t.guardian_id = g.id and t.until is null
      where length(fold_search(${name})) >= 2 and ${key} >= fold_search(${name})
        and ${key} < fold_search(${name}) || ${'\u{10ffff}'}
      order by ${key} limit ${limit}::int * 3)
    order by a.identifier limit ${limit}`.execute(db);
  return rows;
}

export async function findAccountShown(db: Db, id: number): Promise<FoundAccount | undefined> {
  const { rows } = await sql<FoundAccount>`select ${shown} from account a where a.id = ${id}::bigint`.execute(db);
  return rows[0];
}
