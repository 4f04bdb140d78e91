// Who is my child? The one query that every page, every claim and every permission check goes through.
import { type RawBuilder, sql } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Civility, LinkLevel, SchoolKind } from '../people/rules.js';
import type { Db } from './open.js';

/** A child as an account sees him: one live entitled link of one live attachment, nothing hidden. */
export type Child = {
  readonly accountId: number;
  readonly attachmentId: number;
  readonly linkId: number;
  readonly guardianId: number;
  readonly pupilId: number;
  readonly schoolUai: string;
  readonly schoolName: string;
  readonly schoolKind: SchoolKind;
  readonly schoolTown: string;
  readonly schoolPhone: string;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly birthDate: CivilDate | null;
  readonly division: string | null;
  /** Two-digit kinship code of the register. */
  readonly kinship: string;
  readonly level: LinkLevel;
  /** When the child came to this account: the later of its link and its attachment. */
  readonly since: Date;
  /** The guardian, as this school wrote him. */
  readonly guardianCivility: Civility | null;
  readonly guardianFirstName: string;
  readonly guardianFamilyName: string;
  readonly guardianUsageName: string | null;
};

/** What the one query reads: attachment `a`, link `l`, pupil record `p`. */
export const childLinks = sql`attachment a
    join link l on l.guardian_id = a.guardian_id and l.until is null and l.entitling
    join pupil_record p on p.id = l.pupil_id`;

/** And what of it an account sees: holds of these causes hide an attachment, every hold hides its link. */
export const childSeen = (hides: RawBuilder<unknown> = sql`true`) => sql`a.until is null
      and not exists (select 1 from hold h where h.attachment_id = a.id and h.until is null and ${hides})
      and not exists (select 1 from hold h where h.link_id = l.id and h.until is null)`;

/**
 * account -> live attachments -> guardian records -> live entitling links, less live holds -> pupil records.
 * Ordered by account, then as the children came, then by first name: a child keeps his place, hence his colour, when
 * others join him.
 */
export async function childrenOfAccounts(db: Db, accountIds: readonly number[]): Promise<Child[]> {
  return await readChildren(db, accountIds, sql`true`);
}

async function readChildren(db: Db, accountIds: readonly number[], hides: RawBuilder<unknown>): Promise<Child[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await sql<Child>`
    select a.account_id, a.id as attachment_id, l.id as link_id, a.guardian_id, p.id as pupil_id,
      p.school_uai, s.name as school_name, s.kind as school_kind, s.town as school_town, s.phone as school_phone,
      p.first_name, p.family_name, p.usage_name, p.birth_date, p.division, l.kinship, l.level,
      greatest(l.since, a.since) as since,
      g.civility as guardian_civility, g.first_name as guardian_first_name,
      g.family_name as guardian_family_name, g.usage_name as guardian_usage_name
    from ${childLinks}
    join guardian_record g on g.id = a.guardian_id
    join school s on s.uai = p.school_uai
    where a.account_id in (${sql.join(accountIds)}) and ${childSeen(hides)}
    order by a.account_id, greatest(l.since, a.since), l.since, p.first_name, p.family_name, p.id, l.id`.execute(db);
  return rows;
}

/** The children that one account sees. A pupil entered at two schools is two records, hence two lines. */
export async function childrenOf(db: Db, accountId: number): Promise<Child[]> {
  return await childrenOfAccounts(db, [accountId]);
}

/** The children whom the next account would see, if a school took them out of this one: a break ends what hid them here. */
export async function childrenOnceBroken(db: Db, accountId: number): Promise<Child[]> {
  return await readChildren(db, [accountId], sql`h.cause = 'protection'`);
}

/** What decides which applications may know of a child. */
export type ChildOfGuardian = Pick<Child, 'guardianId' | 'pupilId' | 'schoolUai' | 'schoolKind' | 'level'>;

/** These pupils as these guardians had them, also where that is over by now. */
export async function lastLinksOf(
  db: Db,
  guardianIds: readonly number[],
  pupilIds: readonly number[],
): Promise<ChildOfGuardian[]> {
  if (guardianIds.length === 0 || pupilIds.length === 0) return [];
  const { rows } = await sql<ChildOfGuardian>`
    select distinct on (l.guardian_id, l.pupil_id) l.guardian_id, l.pupil_id, p.school_uai, s.kind as school_kind, l.level
    from link l join pupil_record p on p.id = l.pupil_id join school s on s.uai = p.school_uai
    where l.guardian_id in (${sql.join(guardianIds)}) and l.pupil_id in (${sql.join(pupilIds)}) and l.entitling
    order by l.guardian_id, l.pupil_id, l.since desc, l.id desc`.execute(db);
  return rows;
}
