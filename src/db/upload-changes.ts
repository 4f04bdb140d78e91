// Whom an upload would change: laid down from the plan of its reading, shown by name, gone when the upload ends.
import { type RawBuilder, sql } from 'kysely';
import {
  type ChangeAction,
  type ChangedField,
  type ChangedPerson,
  type ChangeKind,
  type ChangeList,
  type ChangeLists,
  isTold,
} from '../uploads/rules.js';
import type { Db, Tx } from './open.js';

type Field = readonly [ChangedField['field'], string];

/** The fields of which the register and the plan say different things; what is only named is not kept at all. */
function differing(fields: readonly Field[], before: string, after: string): RawBuilder<unknown> {
  const rows = fields.map(
    ([field, column], nth) =>
      sql`(${sql.lit(nth)}, ${sql.lit(field)}, ${sql.lit(isTold(field))},
        ${sql.ref(`${before}.${column}`)}::text, ${sql.ref(`${after}.${column}`)}::text)`,
  );
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('field', f.field, 'before', case when f.told then f.before end,
      'after', case when f.told then f.after end) order by f.nth)
    from (values ${sql.join(rows)}) as f (nth, field, told, before, after)
    where coalesce(f.before, '') <> coalesce(f.after, '')), '[]')`;
}

const names: readonly Field[] = [
  ['familyName', 'family_name'],
  ['usageName', 'usage_name'],
  ['firstName', 'first_name'],
];
const ofPupil: readonly Field[] = [
  ...names,
  ['birthDate', 'birth_date'],
  ['sex', 'sex'],
  ['division', 'division'],
  ['ine', 'ine'],
];
const ofGuardian: readonly Field[] = [
  ['civility', 'civility'],
  ...names,
  ['mail', 'mail'],
  ['phone', 'phone'],
  ['organisation', 'organisation'],
];

/** In the transaction that laid the plan, after `countChildless`: the plan of an upload that is still wanted, by name. */
export async function keepChanges(tx: Tx, uploadId: number): Promise<void> {
  await sql`delete from upload_change where upload_id = ${uploadId}`.execute(tx);
  const action = sql`case n.action when 'returned' then 'added' else n.action end`;
  // What the register says of who leaves, what the files say of all others.
  const said = (column: string, record: string) =>
    sql`case when n.action = 'ended' then ${sql.ref(`${record}.${column}`)} else ${sql.ref(`n.${column}`)} end`;
  const used = (record: string) =>
    sql`case when n.action = 'ended' then coalesce(${sql.ref(`${record}.usage_name`)}, ${sql.ref(`${record}.family_name`)})
      else coalesce(n.usage_name, n.family_name) end`;
  await sql`
    insert into upload_change (upload_id, what, action, family_name, first_name, division, fields, accounts)
    select ${uploadId}, 'pupil', ${action}, ${used('p')}, ${said('first_name', 'p')}, ${said('division', 'p')},
      case when n.action = 'changed' then ${differing(ofPupil, 'p', 'n')} else '[]' end,
      case when n.action = 'ended' then (
        select count(distinct a.account_id) from link l join attachment a on a.guardian_id = l.guardian_id and a.until is null
        where l.pupil_id = p.id and l.until is null and l.entitling) end
    from plan_pupil n left join pupil_record p on p.id = n.record_id
    where n.action in ('added', 'returned', 'changed', 'ended')`.execute(tx);
  await sql`
    insert into upload_change (upload_id, what, action, family_name, first_name, fields, account)
    select ${uploadId}, 'guardian', ${action}, ${used('g')}, ${said('first_name', 'g')},
      case when n.action = 'changed' then ${differing(ofGuardian, 'g', 'n')} else '[]' end,
      case when n.action = 'ended' then case
        when a.account_id is null then 'none'
        when exists (
          select from attachment other
          join guardian_record o on o.id = other.guardian_id and o.id <> g.id and o.school_uai = g.school_uai
          join link l on l.guardian_id = o.id and l.until is null and l.entitling
          where other.account_id = a.account_id and other.until is null
        ) and not exists (select from plan_childless c where c.account_id = a.account_id) then 'keeps'
        else 'loses' end end
    from plan_guardian n left join guardian_record g on g.id = n.record_id
      left join attachment a on a.guardian_id = n.record_id and a.until is null
    where n.action in ('added', 'returned', 'changed', 'ended')`.execute(tx);
  await sql`
    insert into upload_change (upload_id, what, action, family_name, first_name, account)
    select ${uploadId}, 'guardian', 'childless', coalesce(g.usage_name, g.family_name), g.first_name, 'loses'
    from plan_childless c join attachment a on a.account_id = c.account_id and a.until is null
    join guardian_record g on g.id = a.guardian_id and g.gone_at is null and g.school_uai in (select uai from plan_school)
    where not exists (select from plan_guardian n where n.record_id = g.id and n.action = 'ended')`.execute(tx);
  await keepChangedLinks(tx, uploadId);
}

/** Links between two who stay: what comes or leaves with one of them is told with him. */
async function keepChangedLinks(tx: Tx, uploadId: number): Promise<void> {
  const fields = sql`
    case n.action
      when 'added' then jsonb_build_array(jsonb_build_object('field', 'level', 'before', null, 'after', n.level))
      when 'ended' then jsonb_build_array(jsonb_build_object('field', 'level', 'before', l.level, 'after', null))
      else ${differing(
        [
          ['level', 'level'],
          ['kinship', 'kinship'],
          ['entitling', 'entitling'],
        ],
        'l',
        'n',
      )} end`;
  await sql`
    insert into upload_change (upload_id, what, action, family_name, first_name, division, pupil_name, fields)
    select ${uploadId}, 'link', n.action, coalesce(g.usage_name, g.family_name), g.first_name, p.division,
      concat_ws(' ', coalesce(p.usage_name, p.family_name), p.first_name), ${fields}
    from plan_link n
    join plan_pupil p on p.record_id = n.pupil_id and p.action in ('changed', 'unchanged')
    join plan_guardian g on g.record_id = n.guardian_id and g.action in ('changed', 'unchanged')
    left join link l on l.id = n.link_id
    where n.action in ('added', 'changed', 'ended')`.execute(tx);
}

type ListOfChanges = { readonly what: ChangeKind; readonly action: ChangeAction };

/** So many of one list by name, from one on, and how many there are. */
export async function listChanges(
  db: Db,
  uploadId: number,
  { what, action, limit, offset }: ListOfChanges & { readonly limit: number; readonly offset: number },
): Promise<ChangeList> {
  const ofList = sql`from upload_change where upload_id = ${uploadId} and what = ${what} and action = ${action}`;
  const counted = await sql<{ total: number }>`select count(*) as total ${ofList}`.execute(db);
  const total = counted.rows[0]?.total ?? 0;
  if (offset >= total) return { total, people: [] };
  const { rows } = await sql<ChangedPerson>`
    select family_name, first_name, division, pupil_name, fields, accounts, account ${ofList}
    order by family_name, first_name, id limit ${limit} offset ${offset}`.execute(db);
  return { total, people: rows };
}

/** The first of each list by name, and how many there are. */
export async function listFirstChanges(db: Db, uploadId: number, most: number): Promise<ChangeLists> {
  const { rows } = await sql<ListOfChanges>`
    select distinct what, action from upload_change where upload_id = ${uploadId}`.execute(db);
  const lists = new Map<`${ChangeKind} ${ChangeAction}`, ChangeList>();
  for (const { what, action } of rows)
    lists.set(`${what} ${action}`, await listChanges(db, uploadId, { what, action, limit: most, offset: 0 }));
  return lists;
}
