// Tokens of programs: made, listed, used, ended. Using one is a single statement, which counts it too.
import { sql } from 'kysely';
import type { Role } from '../staff/rights-rules.js';
import type { Token } from '../tokens/rules.js';
import type { Db, Tx } from './open.js';

/** The role that a token's maker holds where it works, if he may still make tokens there. */
const makersRole = (now: Date) => sql`(
  select r.role from staff_role r join staff p on p.id = r.staff_id and p.left_at is null
  where r.staff_id = t.staff_id and r.school_uai is not distinct from t.school_uai and r.role in ('head', 'operator')
    and r.until is null and (r.ends_at is null or r.ends_at > ${now}))`;

export type NewToken = {
  readonly schoolUai: string | null;
  readonly staffId: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly tokenHash: Uint8Array;
  readonly nonce: string | null;
  readonly madeAt: Date;
  readonly endsAt: Date;
};

export async function insertToken(tx: Tx, made: NewToken): Promise<number> {
  const { id } = await tx
    .insertInto('apiToken')
    .values({ ...made, scopes: [...made.scopes] })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const shown = (
  now: Date,
) => sql`t.id, t.school_uai, t.staff_id, coalesce(nullif(s.name, ''), s.mail) as made_by, t.name, t.scopes,
  t.made_at, t.ends_at, t.last_used_at, t.revoked_at, ${makersRole(now)} is null as orphaned`;

/** Of one place (null: the network), those that live first, then the latest. */
export async function listTokens(db: Db, schoolUai: string | null, now: Date): Promise<Token[]> {
  const { rows } = await sql<Token>`
    select ${shown(now)} from api_token t join staff s on s.id = t.staff_id
    where t.school_uai is not distinct from ${schoolUai}::text
    order by t.revoked_at is not null or t.ends_at <= ${now}, t.made_at desc, t.id desc limit 200`.execute(db);
  return rows;
}

export type TokenWithNonce = Token & { readonly nonce: string | null };

export async function findToken(
  db: Db,
  schoolUai: string | null,
  id: number,
  now: Date,
): Promise<TokenWithNonce | undefined> {
  const { rows } = await sql<TokenWithNonce>`
    select ${shown(now)}, t.nonce from api_token t join staff s on s.id = t.staff_id
    where t.id = ${id} and t.school_uai is not distinct from ${schoolUai}::text`.execute(db);
  return rows[0];
}

/** Ends one; undefined when it had ended, or is another place's. */
export async function revokeToken(
  tx: Tx,
  asked: { readonly id: number; readonly schoolUai: string | null | undefined; readonly by: number | null; now: Date },
): Promise<{ readonly schoolUai: string | null } | undefined> {
  const here =
    asked.schoolUai === undefined ? sql`true` : sql`school_uai is not distinct from ${asked.schoolUai}::text`;
  const { rows } = await sql<{ schoolUai: string | null }>`
    update api_token set revoked_at = ${asked.now}, revoked_by = ${asked.by}::bigint, nonce = null
    where id = ${asked.id} and ${here} and revoked_at is null and ends_at > ${asked.now} returning school_uai`.execute(
    tx,
  );
  return rows[0];
}

export type UsedToken = {
  readonly id: number;
  readonly schoolUai: string | null;
  readonly staffId: number;
  readonly scopes: readonly string[];
  /** Of who made it; null when he may no longer make tokens there. */
  readonly role: Role | null;
  /** Requests since `windowAt`, this one too. */
  readonly windowCount: number;
  readonly windowAt: Date;
};

/** Finds a live token by its hash, notes that it was used and counts the request. One statement. */
export async function useToken(db: Db, tokenHash: Uint8Array, now: Date): Promise<UsedToken | undefined> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  const over = sql`(t.window_at is null or t.window_at <= ${minuteAgo}::timestamptz)`;
  const { rows } = await sql<UsedToken>`
    update api_token t set last_used_at = ${now}, nonce = null,
      window_at = case when ${over} then ${now}::timestamptz else t.window_at end,
      window_count = case when ${over} then 1 else t.window_count + 1 end
    where t.token_hash = ${tokenHash}::bytea and t.revoked_at is null and t.ends_at > ${now}
    returning t.id, t.school_uai, t.staff_id, t.scopes, t.window_count, t.window_at, ${makersRole(now)} as role`.execute(
    db,
  );
  return rows[0];
}

/** In the transaction of an act: the token lives, and its maker's role cannot end before the act does. */
export async function holdToken(
  tx: Tx,
  who: { readonly tokenId: number; readonly staffId: number; readonly schoolUai: string | null },
  now: Date,
): Promise<{ readonly role: Role; readonly scopes: readonly string[] } | undefined> {
  const { rows } = await sql<{ role: Role; scopes: readonly string[] }>`
    select r.role, t.scopes
    from api_token t join staff_role r on r.staff_id = t.staff_id and r.school_uai is not distinct from t.school_uai
    where t.id = ${who.tokenId} and t.staff_id = ${who.staffId} and t.school_uai is not distinct from ${who.schoolUai}::text
      and t.revoked_at is null and t.ends_at > ${now}
      and r.role in ('head', 'operator') and r.until is null and (r.ends_at is null or r.ends_at > ${now})
    for share of r`.execute(tx);
  return rows[0];
}

/** Takes `count` of what a token may do in a day; false when that would be more than `most`. One statement. */
export async function takeOfDay(
  db: Db,
  asked: { readonly tokenId: number; readonly act: string; readonly day: string; readonly count: number; most: number },
): Promise<boolean> {
  const { tokenId, act, day, count, most } = asked;
  const { rows } = await sql`
    insert into api_token_day as d (token_id, act, day, count)
    select ${tokenId}::bigint, ${act}::text, ${day}::date, ${count}::integer where ${count}::integer <= ${most}::integer
    on conflict (token_id, act, day) do update set count = d.count + excluded.count
      where d.count + excluded.count <= ${most}::integer
    returning d.count`.execute(db);
  return rows.length > 0;
}

export type KeptAnswer = {
  readonly requestHash: Uint8Array;
  readonly status: number | null;
  readonly body: string | null;
};
type AnswerKey = { readonly tokenId: number; readonly keyHash: Uint8Array };

/** Begins a request under its key; answers the one that was begun before under the same key, if there is one. */
export async function beginAnswer(
  db: Db,
  key: AnswerKey,
  begun: { readonly requestHash: Uint8Array; readonly now: Date; readonly keptSince: Date },
): Promise<KeptAnswer | undefined> {
  await sql`delete from api_answer where begun_at < ${begun.keptSince}`.execute(db);
  const { rows } = await sql<{ keyHash: Uint8Array }>`
    insert into api_answer (token_id, key_hash, request_hash, begun_at)
    values (${key.tokenId}, ${key.keyHash}::bytea, ${begun.requestHash}::bytea, ${begun.now})
    on conflict (token_id, key_hash) do nothing returning key_hash`.execute(db);
  if (rows.length > 0) return undefined;
  const found = await sql<KeptAnswer>`
    select request_hash, status, body from api_answer
    where token_id = ${key.tokenId} and key_hash = ${key.keyHash}::bytea`.execute(db);
  return found.rows[0] ?? { requestHash: begun.requestHash, status: null, body: null };
}

export async function keepAnswer(db: Db, key: AnswerKey, answer: { status: number; body: string }): Promise<void> {
  await sql`
    update api_answer set status = ${answer.status}, body = ${answer.body}
    where token_id = ${key.tokenId} and key_hash = ${key.keyHash}::bytea`.execute(db);
}

/** Nothing was done: the same key may be used again. */
export async function forgetAnswer(db: Db, key: AnswerKey): Promise<void> {
  await sql`
    delete from api_answer where token_id = ${key.tokenId} and key_hash = ${key.keyHash}::bytea`.execute(db);
}

/** The heads of a school, or the operators. */
export async function whoAnswersFor(db: Db, schoolUai: string | null, now: Date): Promise<number[]> {
  const { rows } = await sql<{ staffId: number }>`
    select r.staff_id from staff_role r join staff p on p.id = r.staff_id and p.left_at is null
    where r.school_uai is not distinct from ${schoolUai}::text and r.role in ('head', 'operator')
      and r.until is null and (r.ends_at is null or r.ends_at > ${now}) order by r.staff_id`.execute(db);
  return rows.map(({ staffId }) => staffId);
}

export type TokenTold = {
  readonly mail: string;
  readonly name: string;
  readonly madeBy: string;
  readonly endsAt: Date;
  /** The school, or « le réseau ». */
  readonly place: string;
  readonly atSchool: boolean;
};

export async function findTokenTold(db: Db, tokenId: number, staffId: number): Promise<TokenTold | undefined> {
  const { rows } = await sql<TokenTold>`
    select p.mail, t.name, coalesce(nullif(m.name, ''), m.mail) as made_by, t.ends_at,
      coalesce(s.name, 'le réseau') as place, t.school_uai is not null as at_school
    from api_token t join staff m on m.id = t.staff_id left join school s on s.uai = t.school_uai
      join staff p on p.id = ${staffId} and p.left_at is null
    where t.id = ${tokenId}`.execute(db);
  return rows[0];
}
