import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

export type MailProof = { readonly tokenId: number; readonly accountId: number };

/** The confirmation that this token may give now: unused, and about the address that the account still holds. */
export async function findMailProof(db: Db, tokenHash: Uint8Array, now: Date): Promise<MailProof | undefined> {
  return await db
    .selectFrom('singleUseToken')
    .innerJoin('account', 'account.id', 'singleUseToken.accountId')
    .select(['singleUseToken.id as tokenId', 'account.id as accountId'])
    .where('singleUseToken.tokenHash', '=', tokenHash)
    .where('singleUseToken.purpose', '=', 'confirm_mail')
    .where('singleUseToken.usedAt', 'is', null)
    .where('singleUseToken.cancelledAt', 'is', null)
    .where('singleUseToken.expiresAt', '>', now)
    .where('account.state', '=', 'active')
    .where(({ eb, ref }) =>
      eb(eb.fn.coalesce('account.pendingMail', 'account.mail'), '=', ref('singleUseToken.subject')),
    )
    .executeTakeFirst();
}

/**
 * Consumes the token and confirms the address, in one statement; undefined when either no longer holds. An address that
 * waited takes the place of the former one, which is answered so that its owner is told.
 */
export async function confirmMail(
  tx: Tx,
  { tokenId }: MailProof,
  now: Date,
): Promise<{ readonly former: string | null } | undefined> {
  const { rows } = await sql<{ former: string | null }>`
    with used as (
      update single_use_token set used_at = ${now}::timestamptz
      where id = ${tokenId} and used_at is null and cancelled_at is null and expires_at > ${now}::timestamptz
      returning account_id, subject
    ),
    before as (
      select a.id, case when a.pending_mail is not null then a.mail end as former, used.subject
      from account a join used on a.id = used.account_id
      where coalesce(a.pending_mail, a.mail) = used.subject and a.state = 'active'
    )
    update account a set mail = before.subject, pending_mail = null, pending_mail_at = null,
      mail_confirmed_at = ${now}::timestamptz, version = a.version + 1, proof_version = a.proof_version + 1
    from before where a.id = before.id
    returning before.former`.execute(tx);
  return rows[0];
}

export type ResetToken = { readonly tokenId: number; readonly accountId: number; readonly identifier: string };

/** The link to a new password that this token may open now, for an account that is active. */
export async function findResetToken(db: Db, tokenHash: Uint8Array, now: Date): Promise<ResetToken | undefined> {
  return await db
    .selectFrom('singleUseToken')
    .innerJoin('account', 'account.id', 'singleUseToken.accountId')
    .select(['singleUseToken.id as tokenId', 'account.id as accountId', 'account.identifier'])
    .where('singleUseToken.tokenHash', '=', tokenHash)
    .where('singleUseToken.purpose', '=', 'reset_password')
    .where('singleUseToken.usedAt', 'is', null)
    .where('singleUseToken.cancelledAt', 'is', null)
    .where('singleUseToken.expiresAt', '>', now)
    .where('account.state', '=', 'active')
    .executeTakeFirst();
}

/** Uses up a link to a new password; false when it no longer holds. */
export async function consumeResetToken(tx: Tx, tokenId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update single_use_token set used_at = ${now}::timestamptz
    where id = ${tokenId} and used_at is null and cancelled_at is null and expires_at > ${now}::timestamptz
    returning id`.execute(tx);
  return rows.length === 1;
}
