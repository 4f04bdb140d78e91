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
    .where('account.state', '<>', 'closed')
    .whereRef('account.mail', '=', 'singleUseToken.subject')
    .executeTakeFirst();
}

/** Consumes the token and confirms the address, in one statement; false when either no longer holds. */
export async function confirmMail(tx: Tx, { tokenId }: MailProof, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    with used as (
      update single_use_token set used_at = ${now}::timestamptz
      where id = ${tokenId} and used_at is null and cancelled_at is null and expires_at > ${now}::timestamptz
      returning account_id, subject
    )
    update account a set mail_confirmed_at = ${now}::timestamptz, version = a.version + 1,
      proof_version = a.proof_version + 1
    from used where a.id = used.account_id and a.mail = used.subject and a.state <> 'closed'
    returning a.id`.execute(tx);
  return rows.length === 1;
}
