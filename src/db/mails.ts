// What a mail says, read when it leaves; and the token of its link.
import { sql } from 'kysely';
import type { AccountState, TokenPurpose } from '../accounts/rules.js';
import type { RequestMoment } from '../mail/rules.js';
import type { Db, Tx } from './open.js';

/** The address that an account holds and has not proved yet: the one that waits to replace it, or its only one. */
export async function findUnprovedMail(db: Db, accountId: number): Promise<string | undefined> {
  const found = await db
    .selectFrom('account')
    .select(['mail', 'mailConfirmedAt', 'pendingMail'])
    .where('id', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return found?.pendingMail ?? (found?.mailConfirmedAt === null ? (found.mail ?? undefined) : undefined);
}

/** The address that an account has proved. */
export async function findProvedMail(db: Db, accountId: number): Promise<string | undefined> {
  const found = await db
    .selectFrom('account')
    .select('mail')
    .where('id', '=', accountId)
    .where('mailConfirmedAt', 'is not', null)
    .executeTakeFirst();
  return found?.mail ?? undefined;
}

export type IdentifierTold = {
  readonly identifier: string;
  readonly schools: readonly string[];
  /** As its owner confirmed it: the mail goes there, whatever was typed. */
  readonly mail: string;
};

/**
 * The open accounts confirmed with this address, whatever the case of its Latin letters: no other sign stands for one.
 * Those confirmed exactly as typed come first.
 */
export async function findIdentifiers(db: Db, mail: string): Promise<IdentifierTold[]> {
  const { rows } = await sql<IdentifierTold>`
    select a.identifier, a.mail, coalesce(jsonb_agg(distinct s.name) filter (where s.uai is not null), '[]') as schools
    from account a
    left join attachment at on at.account_id = a.id and at.until is null
    left join guardian_record g on g.id = at.guardian_id
    left join school s on s.uai = g.school_uai
    where lower(a.mail) = lower(${mail}) and lower(a.mail collate "C") = lower(${mail}::text collate "C")
      and a.mail_confirmed_at is not null and a.state <> 'closed'
    group by a.id order by a.mail = ${mail} desc, a.identifier`.execute(db);
  return rows;
}

export type SchoolToCall = { readonly name: string; readonly phone: string };

/** The schools of the records that an account holds now, or held when its owner closed it. */
export async function findSchoolsOf(db: Db, accountId: number): Promise<SchoolToCall[]> {
  return await db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .innerJoin('school', 'school.uai', 'guardianRecord.schoolUai')
    .select(['school.name', 'school.phone'])
    .distinct()
    .where('attachment.accountId', '=', accountId)
    .where((eb) => eb.or([eb('attachment.until', 'is', null), eb('attachment.endedCause', '=', 'closing')]))
    .orderBy('school.name')
    .execute();
}

export async function findSchool(db: Db, uai: string): Promise<SchoolToCall[]> {
  return await db.selectFrom('school').select(['name', 'phone']).where('uai', '=', uai).execute();
}

export type ResetTold = { readonly accountId: number; readonly state: AccountState; readonly mail: string };

/** The account of an identifier, when its owner proved an address. */
export async function findResetTold(db: Db, identifier: string): Promise<ResetTold | undefined> {
  const found = await db
    .selectFrom('account')
    .select(['id', 'state', 'mail'])
    .where('identifier', '=', identifier)
    .where('mailConfirmedAt', 'is not', null)
    .executeTakeFirst();
  return found === undefined || found.mail === null
    ? undefined
    : { accountId: found.id, state: found.state, mail: found.mail };
}

export type MailToken = {
  readonly accountId: number;
  readonly tokenHash: Uint8Array;
  readonly purpose: TokenPurpose;
  /** What the link is about: the address to confirm. */
  readonly subject?: string;
  readonly now: Date;
  readonly expiresAt: Date;
};

/**
 * Keeps the token of a mail's link. Another try of the same mail has the same token, which then lives longer; false when
 * that token was used or cancelled meanwhile, or was about another address: the mail has nothing to say any more.
 */
export async function saveMailToken(tx: Tx, token: MailToken): Promise<boolean> {
  const saved = await tx
    .insertInto('singleUseToken')
    .values({
      purpose: token.purpose,
      accountId: token.accountId,
      tokenHash: token.tokenHash,
      subject: token.subject ?? null,
      createdAt: token.now,
      expiresAt: token.expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .column('tokenHash')
        .doUpdateSet({ expiresAt: token.expiresAt })
        .where('singleUseToken.usedAt', 'is', null)
        .where('singleUseToken.cancelledAt', 'is', null)
        .where('singleUseToken.subject', 'is not distinct from', token.subject ?? null),
    )
    .returning('id')
    .executeTakeFirst();
  return saved !== undefined;
}

/** The address and name of an account still warned that it will fall asleep: undefined once it was used, or sleeps. */
export async function findSleepTold(
  db: Db,
  accountId: number,
  warnedAt: Date,
): Promise<{ readonly mail: string; readonly identifier: string } | undefined> {
  const { rows } = await sql<{ mail: string; identifier: string }>`
    select a.mail, a.identifier from account a
    where a.id = ${accountId} and a.state = 'active' and a.mail_confirmed_at is not null
      and not exists (select from session s where s.account_id = a.id and s.seen_at > ${warnedAt})`.execute(db);
  return rows[0];
}

export type GroupingTold = {
  readonly reference: string;
  readonly at: Date;
  readonly schools: readonly SchoolToCall[];
};

/**
 * A grouping as one of its two sides is told: the owner of the closed account is sent to the schools of his own
 * records, the owner of the kept one to those of all that it holds now.
 */
export async function findGroupingTold(
  db: Db,
  groupingId: number,
  side: 'kept' | 'absorbed',
): Promise<GroupingTold | undefined> {
  const made = await db
    .selectFrom('grouping')
    .select(['reference', 'at', 'keptId', 'absorbedId'])
    .where('id', '=', groupingId)
    .executeTakeFirst();
  if (made === undefined) return undefined;
  const schools = await db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .innerJoin('school', 'school.uai', 'guardianRecord.schoolUai')
    .select(['school.name', 'school.phone'])
    .distinct()
    .where((where) =>
      side === 'absorbed'
        ? where('attachment.endedGroupingId', '=', groupingId)
        : where.and([where('attachment.accountId', '=', made.keptId), where('attachment.until', 'is', null)]),
    )
    .orderBy('school.name')
    .execute();
  return { reference: made.reference, at: made.at, schools };
}

/** A request as one of its two sides is told: by its own account's schools alone. Undefined once nobody waits for it. */
export async function findRequestTold(
  db: Db,
  {
    requestId,
    side,
    what,
  }: { readonly requestId: number; readonly side: 'kept' | 'absorbed'; readonly what: RequestMoment },
): Promise<GroupingTold | undefined> {
  const states = what === 'void' ? (['void'] as const) : (['open', 'accepted', 'refused'] as const);
  const made = await db
    .selectFrom('groupingRequest')
    .select(['reference', 'createdAt as at', 'keptId', 'absorbedId'])
    .where('id', '=', requestId)
    .where('state', 'in', states)
    .executeTakeFirst();
  if (made === undefined) return undefined;
  const schools = await db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .innerJoin('school', 'school.uai', 'guardianRecord.schoolUai')
    .select(['school.name', 'school.phone'])
    .distinct()
    .where('attachment.accountId', '=', side === 'kept' ? made.keptId : made.absorbedId)
    .where('attachment.until', 'is', null)
    .orderBy('school.name')
    .execute();
  return { reference: made.reference, at: made.at, schools };
}

export type SchoolActTold = { readonly at: Date; readonly reference: string; readonly school: SchoolToCall };

export async function findBreakTold(db: Db, breakId: number): Promise<SchoolActTold | undefined> {
  const { rows } = await sql<{ at: Date; reference: string; name: string; phone: string }>`
    select b.at, b.reference, s.name, s.phone
    from account_break b join school s on s.uai = b.school_uai where b.id = ${breakId}`.execute(db);
  return told(rows[0]);
}

export async function findLetterTold(
  db: Db,
  letterId: number,
  moment: 'made' | 'used',
): Promise<SchoolActTold | undefined> {
  const { rows } = await sql<{ at: Date; reference: string; name: string; phone: string }>`
    select ${moment === 'made' ? sql.ref('l.issued_at') : sql.ref('l.used_at')} as at, l.number as reference, s.name, s.phone
    from letter l join school s on s.uai = l.school_uai where l.id = ${letterId}`.execute(db);
  return told(rows[0]);
}

function told(
  row: { at: Date; reference: string; name: string; phone: string } | undefined,
): SchoolActTold | undefined {
  return row && { at: row.at, reference: row.reference, school: { name: row.name, phone: row.phone } };
}
