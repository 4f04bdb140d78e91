import { sql } from 'kysely';
/** Hides children from their account although the register grants them, until the school has looked. */
export async function holdLinks(tx, accountId, linkIds, since) {
    if (linkIds.length === 0)
        return;
    await tx
        .insertInto('hold')
        .values(linkIds.map((linkId) => ({ linkId, cause: 'not_my_child', since })))
        .execute();
    await sql `update account set version = version + 1 where id = ${accountId}`.execute(tx);
}
/**
 * Shows a child again to the account that had disowned him, for the school whose register links them. False when
 * nothing of this school is hidden there for that cause.
 */
export async function liftDisowned(tx, lift) {
    const { accountId, schoolUai, linkId, now } = lift;
    const { rows } = await sql `
    with lifted as (
      update hold h set until = ${now}::timestamptz
      from link l
      join guardian_record g on g.id = l.guardian_id and g.school_uai = ${schoolUai}
      join attachment a on a.guardian_id = g.id and a.until is null and a.account_id = ${accountId}
      where h.link_id = l.id and l.id = ${linkId} and h.cause = 'not_my_child' and h.until is null
      returning h.id
    )
    update account set version = version + 1 where id = ${accountId} and exists (select 1 from lifted)
    returning id`.execute(tx);
    return rows.length === 1;
}
