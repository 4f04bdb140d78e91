// Requests to mend a register: asked by accounts, answered by the school that owns it. The register itself is not touched.
import { sql } from 'kysely';
import type { CorrectionField, CorrectionState } from '../corrections/rules.js';
import type { Civility } from '../people/rules.js';
import type { Db, Tx } from './open.js';

export type OwnRecord = {
  readonly guardianId: number;
  readonly schoolUai: string;
  readonly schoolName: string;
  readonly civility: Civility | null;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly createdAt: Date;
  /** When it left its register, if it did. */
  readonly goneAt: Date | null;
};

/** What each school wrote of the account's owner; not a record that is held back from him. */
export async function ownRecords(db: Db, accountId: number): Promise<OwnRecord[]> {
  return await db
    .selectFrom('attachment as a')
    .innerJoin('guardianRecord as g', 'g.id', 'a.guardianId')
    .innerJoin('school as s', 's.uai', 'g.schoolUai')
    .select(['g.id as guardianId', 'g.schoolUai', 's.name as schoolName', 'g.civility', 'g.firstName', 'g.familyName'])
    .select(['g.usageName', 'g.mail', 'g.phone', 'g.createdAt', 'g.goneAt'])
    .where('a.accountId', '=', accountId)
    .where('a.until', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('hold as h')
            .select('h.id')
            .whereRef('h.attachmentId', '=', 'a.id')
            .where('h.until', 'is', null),
        ),
      ),
    )
    .orderBy('s.name')
    .orderBy('g.id')
    .execute();
}

export async function countOpenCorrections(db: Db, accountId: number): Promise<number> {
  const { count } = await db
    .selectFrom('correction')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type CorrectionWrite = {
  readonly reference: string;
  readonly accountId: number;
  readonly schoolUai: string;
  readonly guardianId: number;
  readonly pupilId: number | null;
  readonly field: CorrectionField;
  readonly wanted: string;
  readonly createdAt: Date;
};

export async function insertCorrection(tx: Tx, write: CorrectionWrite): Promise<number> {
  const { id } = await tx
    .insertInto('correction')
    .values({ ...write, state: 'open' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type OwnCorrection = {
  readonly reference: string;
  readonly schoolName: string;
  readonly field: CorrectionField;
  readonly wanted: string;
  readonly createdAt: Date;
  readonly state: CorrectionState;
  readonly answeredAt: Date | null;
  readonly reason: string | null;
};

/** What an account asked, latest first. */
export async function ownCorrections(db: Db, accountId: number): Promise<OwnCorrection[]> {
  return await db
    .selectFrom('correction as c')
    .innerJoin('school as s', 's.uai', 'c.schoolUai')
    .select(['c.reference', 's.name as schoolName', 'c.field', 'c.wanted', 'c.createdAt', 'c.state'])
    .select(['c.answeredAt', 'c.reason'])
    .where('c.accountId', '=', accountId)
    .orderBy('c.id', 'desc')
    .execute();
}

export type DeskCorrection = {
  readonly reference: string;
  readonly field: CorrectionField;
  readonly wanted: string;
  /** What the register says today; null for what no column holds. */
  readonly written: string | null;
  readonly createdAt: Date;
  readonly state: CorrectionState;
  readonly answeredAt: Date | null;
  readonly reason: string | null;
  readonly guardian: { readonly firstName: string; readonly familyName: string; readonly usageName: string | null };
  readonly pupil: {
    readonly firstName: string;
    readonly familyName: string;
    readonly usageName: string | null;
  } | null;
};

/** What parents asked of this school: those that wait first, oldest first, then the answered ones, latest first. */
export async function deskCorrections(db: Db, schoolUai: string, limit: number): Promise<DeskCorrection[]> {
  const { rows } = await sql<DeskCorrection>`
    select c.reference, c.field, c.wanted, c.created_at, c.state, c.answered_at, c.reason,
      case c.field when 'birth_date' then p.birth_date::text when 'division' then p.division
        when 'mail' then g.mail when 'phone' then g.phone when 'civility' then g.civility
        when 'first_name' then coalesce(p.first_name, g.first_name)
        when 'family_name' then coalesce(p.family_name, g.family_name)
        when 'usage_name' then case when p.id is null then g.usage_name else p.usage_name end end as written,
      jsonb_build_object('firstName', g.first_name, 'familyName', g.family_name, 'usageName', g.usage_name) as guardian,
      case when p.id is not null then
        jsonb_build_object('firstName', p.first_name, 'familyName', p.family_name, 'usageName', p.usage_name) end as pupil
    from correction c
    join guardian_record g on g.id = c.guardian_id and g.school_uai = ${schoolUai}
    left join pupil_record p on p.id = c.pupil_id and p.school_uai = ${schoolUai}
    where c.school_uai = ${schoolUai}
    order by c.state <> 'open', case when c.state = 'open' then c.id else -c.id end limit ${limit}`.execute(db);
  return rows;
}

/** Answers a request that waits, of this school; undefined when there is none (any more). */
export async function answerCorrection(
  tx: Tx,
  answer: {
    readonly schoolUai: string;
    readonly reference: string;
    readonly state: 'corrected' | 'refused';
    readonly reason: string | null;
    readonly staffId: number;
    readonly now: Date;
  },
): Promise<{ readonly id: number; readonly accountId: number } | undefined> {
  return await tx
    .updateTable('correction')
    .set({ state: answer.state, reason: answer.reason, staffId: answer.staffId, answeredAt: answer.now })
    .where('reference', '=', answer.reference)
    .where('schoolUai', '=', answer.schoolUai)
    .where('state', '=', 'open')
    .returning(['id', 'accountId'])
    .executeTakeFirst();
}
