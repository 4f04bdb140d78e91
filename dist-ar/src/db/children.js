// Who is my child? The one query that every page, every claim and every permission check goes through.
import { sql } from 'kysely';
/**
 * account -> live attachments -> guardian records -> live entitling links, less live holds -> pupil records.
 * Ordered by account, then as the children came, then by first name: a child keeps his place, hence his colour, when
 * others join him.
 */
export async function childrenOfAccounts(db, accountIds) {
    if (accountIds.length === 0)
        return [];
    const { rows } = await sql `
    select a.account_id, a.id as attachment_id, l.id as link_id, a.guardian_id, p.id as pupil_id,
      p.school_uai, s.name as school_name, s.kind as school_kind, s.town as school_town, s.phone as school_phone,
      p.first_name, p.family_name, p.usage_name, p.birth_date, p.division, l.kinship, l.level,
      greatest(l.since, a.since) as since,
      g.civility as guardian_civility, g.first_name as guardian_first_name,
      g.family_name as guardian_family_name, g.usage_name as guardian_usage_name
    from attachment a
    join guardian_record g on g.id = a.guardian_id
    join link l on l.guardian_id = a.guardian_id and l.until is null and l.entitling
    join pupil_record p on p.id = l.pupil_id
    join school s on s.uai = p.school_uai
    where a.account_id in (${sql.join(accountIds)}) and a.until is null
      and not exists (select 1 from hold h where h.attachment_id = a.id and h.until is null)
      and not exists (select 1 from hold h where h.link_id = l.id and h.until is null)
    order by a.account_id, greatest(l.since, a.since), l.since, p.first_name, p.family_name, p.id, l.id`.execute(db);
    return rows;
}
/** The children that one account sees. A pupil entered at two schools is two records, hence two lines. */
export async function childrenOf(db, accountId) {
    return await childrenOfAccounts(db, [accountId]);
}
