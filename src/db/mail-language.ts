// The language that the owner of an account chose, for a mail that is about to leave.
import { type RawBuilder, sql } from 'kysely';
import type { Locale } from '../kernel/locale.js';
import type { MailJob } from '../mail/rules.js';
import type { Db } from './open.js';

/** Undefined while nobody has chosen one. */
export async function findMailLanguage(db: Db, job: MailJob): Promise<Locale | undefined> {
  const { rows } = await sql<{ language: Locale }>`
    select language from account where language is not null and ${ownerOf(job)} order by id limit 1`.execute(db);
  return rows[0]?.language;
}

function ownerOf(job: MailJob): RawBuilder<boolean> {
  if ('accountId' in job) return sql`id = ${job.accountId}`;
  switch (job.kind) {
    case 'grouping_notice':
      return sql`id = (select ${sql.ref(`${job.side}_id`)} from grouping where id = ${job.groupingId})`;
    case 'request_notice':
      return sql`id = (select ${sql.ref(`${job.side}_id`)} from grouping_request where id = ${job.requestId})`;
    case 'break_notice':
      return sql`id = (select from_account_id from account_break where id = ${job.breakId})`;
    case 'recovery_letter_notice':
      return sql`id = (select account_id from letter where id = ${job.letterId})`;
    // The desk speaks French.
    case 'request_reminder':
    case 'token_notice':
    case 'staff_notice':
      return sql`false`;
    case 'reset_password':
      return sql`identifier = ${job.identifier}`;
    case 'identifiers':
      return sql`lower(mail) = lower(${job.to}) and mail_confirmed_at is not null and state <> 'closed'`;
  }
}
