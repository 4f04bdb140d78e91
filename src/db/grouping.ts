// Reads and writes of a grouping: lock, load what the rule needs, then one statement that writes all.
import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { GroupingProof, Side, SideRecord } from '../grouping/rules.js';
import type { GuardianIdentity } from '../people/rules.js';
import type { Db, Tx } from './open.js';

export type AccountFacts = {
  readonly id: number;
  readonly identifier: string;
  readonly state: AccountState;
  readonly version: number;
  readonly proofVersion: number;
  readonly confirmedMail: string | null;
};

export type Intent = {
  readonly id: number;
  readonly keptId: number;
  readonly absorbedId: number;
  readonly proof: GroupingProof;
  readonly keptProofVersion: number;
  readonly absorbedProofVersion: number;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};

export async function readAccountFacts(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'identifier', 'state', 'version', 'proofVersion'])
    .select((eb) => eb.case().when('mailConfirmedAt', 'is not', null).then(eb.ref('mail')).end().as('confirmedMail'))
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

type RecordRow = GuardianIdentity & {
  readonly accountId: number;
  readonly guardianId: number;
  readonly schoolUai: string;
  readonly live: boolean;
  readonly pupilIds: number[];
  readonly protected: boolean;
  readonly contested: boolean;
};

/** Both accounts as the rule sees them: guardian records now and once attached, with the pupils of their live links. */
export async function readSides(db: Db, accounts: readonly AccountFacts[]): Promise<ReadonlyMap<number, Side>> {
  const { rows } = await sql<RecordRow>`
    select a.account_id, g.id as guardian_id, g.school_uai, g.civility, g.family_name, g.usage_name, g.first_name,
      a.until is null as live,
      coalesce(jsonb_agg(l.pupil_id order by l.pupil_id) filter (where l.id is not null), '[]') as pupil_ids,
      g.protected_since is not null or coalesce(bool_or(p.protected_since is not null), false) as protected,
      exists (select 1 from hold h where h.attachment_id = a.id and h.cause = 'freeze' and h.until is null) as contested
    from attachment a
    join guardian_record g on g.id = a.guardian_id
    left join link l on l.guardian_id = g.id and l.until is null
    left join pupil_record p on p.id = l.pupil_id
    where a.account_id in (${sql.join(accounts.map((account) => account.id))})
    group by a.id, g.id
    order by g.id, a.id`.execute(db);
  const side = (account: AccountFacts): Side => {
    const own = rows.filter((row) => row.accountId === account.id);
    const records: readonly SideRecord[] = own.filter((row) => row.live);
    return { accountId: account.id, state: account.state, records, pastIdentities: own.filter((row) => !row.live) };
  };
  return new Map(accounts.map((account) => [account.id, side(account)]));
}

/** The session's last intent, used or not, unless it was cancelled. */
export async function findIntent(db: Db, sessionId: number): Promise<Intent | undefined> {
  return await db
    .selectFrom('groupingIntent')
    .select(['id', 'keptId', 'absorbedId', 'proof', 'keptProofVersion', 'absorbedProofVersion', 'expiresAt', 'usedAt'])
    .where('sessionId', '=', sessionId)
    .where('cancelledAt', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Replaces the session's live intent by a new one, and returns its id. */
export async function replaceIntent(
  tx: Tx,
  intent: {
    readonly sessionId: number;
    readonly kept: AccountFacts;
    readonly absorbed: AccountFacts;
    readonly proof: GroupingProof;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<number> {
  await cancelIntent(tx, intent.sessionId, intent.now);
  const { id } = await tx
    .insertInto('groupingIntent')
    .values({
      sessionId: intent.sessionId,
      keptId: intent.kept.id,
      absorbedId: intent.absorbed.id,
      proof: intent.proof,
      keptProofVersion: intent.kept.proofVersion,
      absorbedProofVersion: intent.absorbed.proofVersion,
      createdAt: intent.now,
      expiresAt: intent.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function cancelIntent(tx: Tx, sessionId: number, now: Date): Promise<void> {
  await tx
    .updateTable('groupingIntent')
    .set({ cancelledAt: now })
    .where('sessionId', '=', sessionId)
    .where('usedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .execute();
}

export type GroupingWrite = {
  readonly intentId: number;
  readonly sessionId: number;
  readonly keptId: number;
  readonly absorbedId: number;
  readonly proof: GroupingProof;
  readonly reference: string;
  readonly eventId: string;
  readonly payload: unknown;
  readonly now: Date;
};

export type GroupingWritten = {
  readonly groupingId: number;
  /** Requests that this grouping fulfilled, or made void because it touches one of their accounts. */
  readonly requests: readonly { readonly id: number; readonly state: 'done' | 'void' }[];
};

/**
 * The grouping itself, in one statement: the intent is consumed, attachments and their holds move, the absorbed
 * account closes, all that could open it dies, and so do the requests that were about the accounts of before. Returns
 * undefined, having changed nothing, when the intent was no longer live. Both accounts must be locked by an earlier
 * statement of this transaction.
 */
export async function writeGrouping(tx: Tx, write: GroupingWrite): Promise<GroupingWritten | undefined> {
  const { intentId, sessionId, keptId, absorbedId, proof, reference, now } = write;
  const both = sql`${keptId}::bigint in (r.kept_id, r.absorbed_id) and ${absorbedId}::bigint in (r.kept_id, r.absorbed_id)`;
  const { rows } = await sql<GroupingWritten>`
    with consumed as (
      update grouping_intent set used_at = ${now}
      where id = ${intentId} and session_id = ${sessionId} and used_at is null and cancelled_at is null and expires_at > ${now}
        and exists (select 1 from session s where s.id = ${sessionId} and s.ended_at is null)
      returning id
    ), made as (
      insert into grouping (reference, kept_id, absorbed_id, proof, at)
      select ${reference}, ${keptId}::bigint, ${absorbedId}::bigint, ${proof}, ${now}::timestamptz from consumed
      returning id
    ), ended as (
      update attachment a set until = ${now}, ended_cause = 'grouping', ended_grouping_id = made.id
      from made where a.account_id = ${absorbedId} and a.until is null
      returning a.id, a.guardian_id
    ), opened as (
      insert into attachment (account_id, guardian_id, since, began_cause, began_grouping_id)
      select ${keptId}::bigint, ended.guardian_id, ${now}::timestamptz, 'grouping', made.id from ended, made order by ended.guardian_id
      returning id, guardian_id
    ), lifted as (
      update hold h set until = ${now} from ended where h.attachment_id = ended.id and h.until is null
      returning ended.guardian_id, h.cause, h.reason, h.since, h.objection_id, h.suspension_id
    ), carried as (
      insert into hold (attachment_id, cause, reason, since, objection_id, suspension_id)
      select opened.id, lifted.cause, lifted.reason, lifted.since, lifted.objection_id, lifted.suspension_id from lifted join opened using (guardian_id)
    ), closed as (
      update account set state = 'closed', closed_at = ${now}, closed_into = ${keptId}::bigint,
        version = version + 1, proof_version = proof_version + 1
      from made where account.id = ${absorbedId}
    ), grown as (
      update account set version = version + 1 from made where account.id = ${keptId}
    ), sessions as (
      update session set ended_at = ${now}, ended_cause = 'grouping' from made
      where session.account_id = ${absorbedId} and ended_at is null
    ), letters as (
      update letter set died_at = ${now} from made
      where letter.account_id = ${absorbedId} and used_at is null and replaced_at is null and died_at is null
    ), activations as (
      update activation set used_at = ${now} from made, letter
      where letter.id = activation.letter_id and letter.account_id = ${absorbedId} and activation.used_at is null
    ), tokens as (
      update single_use_token t set cancelled_at = ${now} from made
      where t.account_id = ${absorbedId} and t.used_at is null and t.cancelled_at is null
    ), factors as (
      update factor set removed_at = ${now}, totp_secret = null, credential_id = null, public_key = null from made
      where factor.account_id = ${absorbedId} and removed_at is null
    ), codes as (
      update recovery_batch set replaced_at = ${now} from made
      where recovery_batch.account_id = ${absorbedId} and replaced_at is null
    ), steps as (
      update second_step set used_at = ${now} from made where second_step.account_id = ${absorbedId} and used_at is null
    ), objections as (
      update objection o set account_id = ${keptId}::bigint from made
      where o.account_id = ${absorbedId} and o.lifted_at is null
    ), intents as (
      update grouping_intent i set cancelled_at = ${now} from made
      where ${absorbedId}::bigint in (i.kept_id, i.absorbed_id) and i.id <> ${intentId} and i.used_at is null and i.cancelled_at is null
    ), requests as (
      update grouping_request r set ended_at = ${now},
        state = case when ${both} then 'done' else 'void' end,
        grouping_id = case when ${both} then made.id end,
        void_cause = case when ${both} then null else 'grouped' end
      from made
      where r.state in ('open', 'accepted') and (${absorbedId}::bigint in (r.kept_id, r.absorbed_id) or r.absorbed_id = ${keptId}::bigint)
      returning r.id, r.state
    ), told as (
      insert into outbox (event_id, kind, account_id, payload, at)
      select ${write.eventId}::uuid, 'account_grouped', ${keptId}::bigint, ${JSON.stringify(write.payload)}::jsonb, ${now}::timestamptz from made
    )
    select made.id as grouping_id,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'state', r.state) order by r.id) from requests r), '[]') as requests
    from made`.execute(tx);
  return rows[0];
}

export type GroupingDone = {
  readonly id: number;
  readonly reference: string;
  readonly keptId: number;
  readonly absorbedId: number;
  readonly absorbedIdentifier: string;
  readonly at: Date;
  readonly guardianIds: readonly number[];
};

/** The grouping that closed this account into that one, as its receipt tells it. */
export async function findGrouping(db: Db, keptId: number, absorbedId: number): Promise<GroupingDone | undefined> {
  const { rows } = await sql<GroupingDone>`
    select m.id, m.reference, m.kept_id, m.absorbed_id, b.identifier as absorbed_identifier, m.at,
      coalesce((select jsonb_agg(t.guardian_id order by t.guardian_id) from attachment t where t.began_grouping_id = m.id), '[]') as guardian_ids
    from grouping m join account b on b.id = m.absorbed_id
    where m.absorbed_id = ${absorbedId} and m.kept_id = ${keptId}`.execute(db);
  return rows[0];
}
