// Undoing one grouping as far as a school goes: which of its records came by it, and what became of each since.
import { sql } from 'kysely';
import type { Db } from './open.js';

export type UndoableRecords = { readonly groupingId: number; readonly guardianIds: readonly number[] };

/**
 * The records of this school that a grouping brought and that hang on this account now, whatever groupings came later. A
 * record that a break or a closing took out since is no longer that grouping's.
 */
export async function recordsToUndo(
  db: Db,
  schoolUai: string,
  accountId: number,
  reference: string,
): Promise<UndoableRecords | undefined> {
  const { rows } = await sql<UndoableRecords>`
    select m.id as grouping_id, jsonb_agg(g.id order by g.id) as guardian_ids
    from grouping m
    join attachment moved on moved.ended_grouping_id = m.id
    join guardian_record g on g.id = moved.guardian_id and g.school_uai = ${schoolUai}
    join attachment a on a.guardian_id = g.id and a.until is null and a.account_id = ${accountId}
    where m.reference = ${reference} and ${onlyGroupedSince}
    group by m.id`.execute(db);
  return rows[0];
}

/** `moved` is the attachment that a grouping ended. */
export const onlyGroupedSince = sql`not exists (
  select 1 from attachment later where later.guardian_id = moved.guardian_id and later.id > moved.id and later.began_cause <> 'grouping')`;

export type UndoingStep = {
  readonly guardianId: number;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly at: Date;
  readonly kind: 'attached' | 'grouped' | 'separated' | 'closed_by_parent';
  /** Of the grouping or of the break of this school. */
  readonly reference: string | null;
  /** Where the record is since then: on this account, or on another one. */
  readonly here: boolean;
};

/** What happened to each record of this school that this grouping brought, from its first account on. */
export async function stepsOfGrouping(
  db: Db,
  schoolUai: string,
  accountId: number,
  reference: string,
): Promise<UndoingStep[]> {
  const { rows } = await sql<UndoingStep>`
    select g.id as guardian_id, g.first_name, g.family_name, g.usage_name, a.since as at,
      case a.began_cause when 'grouping' then 'grouped' when 'break' then 'separated' when 'closing' then 'closed_by_parent'
        else 'attached' end as kind,
      coalesce(by_grouping.reference, by_break.reference) as reference, a.account_id = ${accountId} as here
    from grouping m
    join attachment moved on moved.ended_grouping_id = m.id
    join guardian_record g on g.id = moved.guardian_id and g.school_uai = ${schoolUai}
    join attachment a on a.guardian_id = g.id
    left join grouping by_grouping on by_grouping.id = a.began_grouping_id
    left join account_break by_break on by_break.id = a.began_break_id and by_break.school_uai = ${schoolUai}
    where m.reference = ${reference} and exists (
      select 1 from attachment held where held.guardian_id = g.id and held.account_id = ${accountId} and held.id > moved.id)
    order by g.search_key collate "C", g.id, a.id`.execute(db);
  return rows;
}
