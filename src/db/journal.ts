// What the staff of one school did and read, as its journal tells it: latest first, with the reasons that stand beside the
// chain. Of an account that holds nothing of this school any more, neither name nor way to it.
import { type RawBuilder, sql } from 'kysely';
import type { JournalLine } from '../journal/rules.js';
import type { Db } from './open.js';

type Asked = {
  readonly schoolUai: string;
  readonly staffId: number | null;
  readonly accountId: number | null;
  readonly since: Date | null;
  readonly before: Date | null;
  readonly kinds: readonly string[];
  readonly limit: number;
  readonly offset: number;
};

const inPeriod = (at: RawBuilder<Date>, { since, before }: Pick<Asked, 'since' | 'before'>) => sql`
  ${since === null ? sql`true` : sql`${at} >= ${since}`} and ${before === null ? sql`true` : sql`${at} < ${before}`}`;

/** An event is about an account: the one that it names, the one of a break, those of letters or links. */
const isAbout = (accountId: number) => sql`(
  (e.data->>'accountId')::bigint = ${accountId} or (e.data->>'toAccountId')::bigint = ${accountId}
  or (e.data->>'fromAccountId')::bigint = ${accountId} or e.data->'accountIds' @> ${JSON.stringify([accountId])}::jsonb
  or (e.kind = 'letters_issued' and exists (
    select 1 from letter l where l.account_id = ${accountId} and e.data->'letterIds' @> to_jsonb(array[l.id]))))`;

const named = (schoolUai: string) => sql`
  left join staff s on s.id = line.staff_id
  left join api_token t on t.id = line.token_id
  left join lateral (
    select r.first_name, r.family_name, r.usage_name, a.account_id
    from attachment a join guardian_record r on r.id = a.guardian_id and r.school_uai = ${schoolUai}
    where a.account_id = line.account_id and a.until is null order by r.search_key collate "C", r.id limit 1
  ) who on true`;

/** What an act without a parent was about: the service, the classes of letters, the files. */
const about = (schoolUai: string) => sql`
  case e.kind
    when 'service_opened' then array[coalesce((select v.names->>'fr' from service v where v.slug = e.data->>'slug'), e.data->>'slug')]
    when 'service_closed' then array[coalesce((select v.names->>'fr' from service v where v.slug = e.data->>'slug'), e.data->>'slug')]
    when 'letters_asked' then array_remove(array[e.data->>'division'], null)
    when 'letters_issued' then array(
      select distinct l.division from letter l
      where l.school_uai = ${schoolUai} and l.division is not null and e.data->'letterIds' @> to_jsonb(array[l.id]) order by 1)
    when 'upload_received' then array(
      select f.file->>'name' from upload d, jsonb_array_elements(d.files) with ordinality f (file, nth)
      where d.school_uai = ${schoolUai} and d.id = (e.data->>'uploadId')::bigint order by f.nth)
  end as about,
  case e.kind when 'letters_issued' then jsonb_array_length(e.data->'letterIds')
    when 'upload_received' then (e.data->>'files')::integer end as count,
  case when e.kind = 'register_imported' and e.data ? 'pupils'
    then jsonb_build_object('pupils', e.data->'pupils', 'guardians', e.data->'guardians') end as imported`;

const shown = sql`line.at, line.staff_id, coalesce(nullif(s.name, ''), s.mail, '') || coalesce(' (programme : ' || t.name || ')', '') as staff_name, line.kind,
  who.account_id, who.first_name, who.family_name, who.usage_name, line.reference, line.reason,
  coalesce(line.about, '{}'::text[]) as about, line.count, line.imported`;

export async function readActs(db: Db, asked: Asked): Promise<JournalLine[]> {
  const { schoolUai, staffId, accountId } = asked;
  const { rows } = await sql<JournalLine>`
    with line as (
      select e.seq, e.at, (e.actor->>'staffId')::bigint as staff_id, (e.actor->>'tokenId')::bigint as token_id, e.kind,
        coalesce((e.data->>'accountId')::bigint, (e.data->>'toAccountId')::bigint,
          (select l.account_id from letter l where e.kind = 'letters_issued' and jsonb_array_length(e.data->'letterIds') = 1
            and l.id = (e.data->'letterIds'->>0)::bigint)) as account_id,
        ${about(schoolUai)},
        coalesce(b.reference, q.reference) as reference,
        coalesce(b.reason, case when e.kind = 'account_reinstated' then u.end_reason else u.reason end, o.lifted_reason, d.reason,
          f.reason, c.reason, case when e.kind = 'protection_ended' then p.end_reason else p.reason end) as reason
      from audit_event e
      left join account_break b on e.kind = 'account_broken' and b.id = (e.data->>'breakId')::bigint
      left join suspension u on e.kind in ('account_suspended', 'account_reinstated')
        and u.id = coalesce((e.data->>'suspensionId')::bigint, (e.data->'suspensionIds'->>0)::bigint)
      left join objection o on e.kind = 'objection_lifted' and o.id = (e.data->>'objectionId')::bigint
      left join grouping_request q on e.kind = 'request_answered' and q.id = (e.data->>'requestId')::bigint
      left join grouping_request_school d on d.request_id = q.id and d.school_uai = ${schoolUai}
      left join factor_reset f on e.kind = 'factor_reset_asked' and f.id = (e.data->>'resetId')::bigint
      left join correction c on e.kind = 'correction_answered' and c.id = (e.data->>'correctionId')::bigint
      left join protection p on e.kind in ('record_protected', 'protection_ended') and p.id = (e.data->>'protectionId')::bigint
      where e.data->>'school' = ${schoolUai} and e.actor->>'type' = 'staff' and e.kind in (${sql.join(asked.kinds)})
        and ${staffId === null ? sql`true` : sql`(e.actor->>'staffId')::bigint = ${staffId}`}
        and ${accountId === null ? sql`true` : isAbout(accountId)} and ${inPeriod(sql`e.at`, asked)}
      order by e.seq desc limit ${asked.limit} offset ${asked.offset}
    )
    select ${shown} from line ${named(schoolUai)} order by line.seq desc`.execute(db);
  return rows;
}

export async function readReadings(db: Db, asked: Asked): Promise<JournalLine[]> {
  const { schoolUai, staffId, accountId } = asked;
  const { rows } = await sql<JournalLine>`
    with line as (
      select r.id, r.at, r.staff_id, r.token_id, r.page as kind, r.account_id, r.reference, null::text as reason,
        null::text[] as about, null::integer as count, null::jsonb as imported
      from reading r where r.school_uai = ${schoolUai} and r.page in (${sql.join(asked.kinds)})
        and ${staffId === null ? sql`true` : sql`r.staff_id = ${staffId}`}
        and ${accountId === null ? sql`true` : sql`r.account_id = ${accountId}`} and ${inPeriod(sql`r.at`, asked)}
      order by r.at desc, r.id desc limit ${asked.limit} offset ${asked.offset}
    )
    select ${shown} from line ${named(schoolUai)} order by line.at desc, line.id desc`.execute(db);
  return rows;
}

/** Those who have, or had, a role at this school: for a choice. */
export async function staffOfSchool(
  db: Db,
  schoolUai: string,
): Promise<{ readonly id: number; readonly name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select distinct s.id, coalesce(nullif(s.name, ''), s.mail) as name
    from staff_role r join staff s on s.id = r.staff_id where r.school_uai = ${schoolUai} order by name, s.id`.execute(
    db,
  );
  return rows;
}
