// Keys of a source that has none of its own (ONDE): a guardian who is in the register already keeps the key that he had.
import { sql } from 'kysely';
import type { Db } from './open.js';

/**
 * A staged guardian takes the key of the one live record of this school that has his names and shares a pupil with him. Nobody
 * does where two answer: they stay as the file makes them, and the plan tells what it adds and ends.
 */
export async function keepKnownKeys(db: Db, runId: number, schoolUai: string): Promise<void> {
  await sql`
    with candidate as (
      select distinct s.source_id as made, g.source_id as kept
      from staging_guardian s
      join guardian_record g on g.source = 'onde' and g.school_uai = ${schoolUai} and g.gone_at is null
        and fold_search(g.family_name) = fold_search(s.family_name)
        and fold_search(g.first_name) = fold_search(s.first_name)
        and fold_search(coalesce(g.usage_name, '')) = fold_search(coalesce(s.usage_name, ''))
      join staging_link sl on sl.run_id = s.run_id and sl.guardian_id = s.source_id
      join pupil_record p on p.source = 'onde' and p.school_uai = ${schoolUai} and p.source_id = sl.pupil_id
      join link l on l.guardian_id = g.id and l.pupil_id = p.id and l.until is null
      where s.run_id = ${runId}
    ), sure as (
      select made, kept from candidate c
      where made <> kept
        and not exists (select 1 from candidate o where o.made = c.made and o.kept <> c.kept)
        and not exists (select 1 from candidate o where o.kept = c.kept and o.made <> c.made)
        and not exists (select 1 from staging_guardian s where s.run_id = ${runId} and s.source_id = c.kept)
    ), guardians as (
      update staging_guardian s set source_id = sure.kept from sure where s.run_id = ${runId} and s.source_id = sure.made
    )
    update staging_link l set guardian_id = sure.kept from sure where l.run_id = ${runId} and l.guardian_id = sure.made`.execute(
    db,
  );
}
