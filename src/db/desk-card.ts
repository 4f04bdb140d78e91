// One account as one school may see it: its own records, pupils, letters and history. An account that holds no record
// of this school is not found, as if it did not exist.
import { sql } from 'kysely';
import type { AccountState, HoldCause } from '../accounts/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { LetterPurpose } from '../letters/rules.js';
import type { Civility, LinkLevel } from '../people/rules.js';
import { isGrouped } from './desk-list.js';
import type { Db } from './open.js';
import { onlyGroupedSince } from './undoing.js';

export type CardAccount = {
  readonly id: number;
  readonly identifier: string;
  readonly state: AccountState;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly mailConfirmed: boolean;
  readonly grouped: boolean;
  readonly suspendedHere: boolean;
  /** Of this school's records there, some are not hidden: a grouping brought them after the others were. */
  readonly partlySuspended: boolean;
  /** Signed in now, wherever: how many, not who nor where. */
  readonly sessions: number;
};

/** `alive`: a session used since then, opened since that, is one. */
export async function findCardAccount(
  db: Db,
  schoolUai: string,
  accountId: number,
  alive: { readonly seenSince: Date; readonly openedSince: Date },
): Promise<CardAccount | undefined> {
  const { rows } = await sql<CardAccount>`
    select acc.id, acc.identifier, acc.state, acc.created_at, acc.activated_at,
      acc.mail_confirmed_at is not null as mail_confirmed, ${isGrouped} as grouped,
      here.hidden > 0 as suspended_here,
      here.hidden > 0 and here.hidden < here.records and acc.state <> 'suspended' as partly_suspended,
      (select count(*) from session s where s.account_id = acc.id and s.ended_at is null
        and s.seen_at > ${alive.seenSince}::timestamptz and s.created_at > ${alive.openedSince}::timestamptz) as sessions
    from account acc, lateral (
      select count(*) as records, count(*) filter (where exists (
        select 1 from hold h where h.attachment_id = a.id and h.until is null and h.cause = 'suspension')) as hidden
      from attachment a join guardian_record g on g.id = a.guardian_id and g.school_uai = ${schoolUai}
      where a.account_id = acc.id and a.until is null
    ) here
    where acc.id = ${accountId} and here.records > 0`.execute(db);
  return rows[0];
}

export type CardRecord = {
  readonly guardianId: number;
  readonly civility: Civility | null;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly goneAt: Date | null;
  readonly since: Date;
};

/** The records of this school attached to the account. */
export async function cardRecords(db: Db, schoolUai: string, accountId: number): Promise<CardRecord[]> {
  return await db
    .selectFrom('attachment as a')
    .innerJoin('guardianRecord as g', 'g.id', 'a.guardianId')
    .select(['g.id as guardianId', 'g.civility', 'g.firstName', 'g.familyName', 'g.usageName', 'g.mail', 'g.phone'])
    .select(['g.goneAt', 'a.since'])
    .where('a.accountId', '=', accountId)
    .where('a.until', 'is', null)
    .where('g.schoolUai', '=', schoolUai)
    .orderBy('g.searchKey')
    .orderBy('g.id')
    .execute();
}

export type CardPupil = {
  readonly linkId: number;
  readonly guardianId: number;
  readonly pupilId: number;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly birthDate: CivilDate | null;
  readonly division: string | null;
  readonly kinship: string;
  readonly level: LinkLevel;
  readonly entitling: boolean;
  /** Why the account does not see this pupil although the register grants it. */
  readonly heldFor: HoldCause | null;
};

/** What the school's own register says: every live link of the account's records here, those that open nothing too. */
export async function cardPupils(db: Db, schoolUai: string, accountId: number): Promise<CardPupil[]> {
  const { rows } = await sql<CardPupil>`
    select l.id as link_id, g.id as guardian_id, p.id as pupil_id, p.first_name, p.family_name, p.usage_name, p.birth_date, p.division,
      l.kinship, l.level, l.entitling,
      (select h.cause from hold h where (h.attachment_id = a.id or h.link_id = l.id) and h.until is null
        order by h.since, h.id limit 1) as held_for
    from attachment a
    join guardian_record g on g.id = a.guardian_id and g.school_uai = ${schoolUai}
    join link l on l.guardian_id = g.id and l.until is null
    join pupil_record p on p.id = l.pupil_id and p.school_uai = ${schoolUai}
    where a.account_id = ${accountId} and a.until is null
    order by p.first_name, p.family_name, p.id, l.id`.execute(db);
  return rows;
}

export type CardLetter = {
  readonly id: number;
  readonly number: string;
  readonly purpose: LetterPurpose;
  readonly issuedAt: Date;
  /** The member of staff who made it; null when a command did. */
  readonly issuedBy: string | null;
  readonly madeBy: number | null;
  readonly lastDay: CivilDate;
  readonly usedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly diedAt: Date | null;
};

/** The letters that this school made for the account, latest first. */
export async function cardLetters(db: Db, schoolUai: string, accountId: number): Promise<CardLetter[]> {
  return await db
    .selectFrom('letter')
    .leftJoin('staff', 'staff.id', 'letter.issuedBy')
    .select(['letter.id', 'letter.number', 'letter.purpose', 'letter.issuedAt', 'letter.lastDay'])
    .select('letter.issuedBy as madeBy')
    .select(['letter.usedAt', 'letter.replacedAt', 'letter.diedAt'])
    .select((of) =>
      of.fn.coalesce(of.fn<string | null>('nullif', ['staff.name', of.val('')]), 'staff.mail').as('issuedBy'),
    )
    .where('letter.accountId', '=', accountId)
    .where('letter.schoolUai', '=', schoolUai)
    .orderBy('letter.issuedAt', 'desc')
    .orderBy('letter.id', 'desc')
    .limit(50)
    .execute();
}

export type CardMove = {
  readonly at: Date;
  readonly kind: 'attached' | 'grouped' | 'separated' | 'left_by_break' | 'closed_by_parent';
  readonly firstName: string | null;
  readonly familyName: string | null;
  readonly usageName: string | null;
  /** Of a grouping or a break of this school. */
  readonly reference: string | null;
  /** A grouping that brought records of this school here, which it can take back. */
  readonly undoable: boolean;
};

/**
 * How the records of this school came to this account and left it, and that the account was grouped. Of a grouping the
 * date and the reference only; a break of another school is not told.
 */
export async function cardMoves(db: Db, schoolUai: string, accountId: number): Promise<CardMove[]> {
  const { rows } = await sql<CardMove>`
    with own as (
      select a.*, g.first_name, g.family_name, g.usage_name
      from attachment a join guardian_record g on g.id = a.guardian_id
      where a.account_id = ${accountId} and g.school_uai = ${schoolUai}
    )
    select since as at, 'attached' as kind, first_name, family_name, usage_name, null as reference, false as undoable
      from own where began_cause not in ('grouping', 'break', 'closing')
    union all
    select since, 'closed_by_parent', first_name, family_name, usage_name, null, false from own where began_cause = 'closing'
    union all
    select own.since, 'separated', first_name, family_name, usage_name, b.reference, false
      from own join account_break b on b.id = own.began_break_id and b.school_uai = ${schoolUai}
    union all
    select own.until, 'left_by_break', first_name, family_name, usage_name, b.reference, false
      from own join account_break b on b.id = own.ended_break_id and b.school_uai = ${schoolUai}
    union all
    select g.at, 'grouped', null, null, null, g.reference, exists (
        select 1 from attachment moved join own on own.guardian_id = moved.guardian_id and own.until is null
        where moved.ended_grouping_id = g.id and ${onlyGroupedSince})
      from grouping g
      where g.kept_id = ${accountId} and exists (
          select 1 from own where own.since <= g.at and (own.until is null or own.until > g.at))
        or exists (
          select 1 from attachment moved join own on own.guardian_id = moved.guardian_id and own.id > moved.id
          where moved.ended_grouping_id = g.id)
    order by at desc, kind`.execute(db);
  return rows;
}
