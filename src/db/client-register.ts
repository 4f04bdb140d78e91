// The register of applications as its operator keeps it: what is known of each, changing one, and its secrets.
import { sql } from 'kysely';
import type { ClientOfRegister } from '../sso/register-rules.js';
import type { Client, ClientSettings } from '../sso/rules.js';
import type { Db, Tx } from './open.js';

/** All live clients, or one. */
export async function readRegister(db: Db, id?: number): Promise<readonly ClientOfRegister[]> {
  const { rows } = await sql<ClientOfRegister>`
    select c.id, c.public_id, c.protocol, c.name, c.settings, c.claims, c.school_uais, c.service_slug, c.subject_type,
      c.events_url, c.events_secret is not null as events, c.created_at, c.old_secret_until, c.old_events_until,
      (select s.since from client_session s where s.client_id = c.id order by s.since desc limit 1) as last_sign_in_at,
      (select count(*) from delivery d where d.client_id = c.id and d.done_at is null and d.parked_at is null) as waiting,
      (select count(*) from delivery d where d.client_id = c.id and d.done_at is null and d.parked_at is not null) as parked
    from client c
    where c.removed_at is null and ${id === undefined ? sql`true` : sql`c.id = ${id}::bigint`}
    order by c.name, c.id`.execute(db);
  return rows;
}

/** What goes with an application when it is taken out. */
export async function countWhatStops(db: Db, id: number): Promise<{ readonly known: number; readonly open: number }> {
  const { rows } = await sql<{ known: number; open: number }>`
    select (select count(*) from client_subject where client_id = ${id}::bigint and withdrawn_at is null) as known,
      (select count(*) from client_session c join session s on s.id = c.session_id
        where c.client_id = ${id}::bigint and c.told_at is null and s.ended_at is null) as open`.execute(db);
  return rows[0] ?? { known: 0, open: 0 };
}

/** A client whose row nobody else changes until the commit, and the secrets that it has. */
export type HeldClient = Client & {
  readonly eventsUrl: string | null;
  readonly secretHash: Uint8Array | null;
  readonly eventsSecret: Uint8Array | null;
  readonly eventsTokenHash: Uint8Array | null;
};

export async function holdClient(tx: Tx, id: number): Promise<HeldClient | undefined> {
  const { rows } = await sql<HeldClient>`
    select id, public_id, protocol, name, settings, claims, school_uais, service_slug, subject_type, events_url, secret_hash,
      events_secret, events_token_hash
    from client where id = ${id}::bigint and removed_at is null for update`.execute(tx);
  return rows[0];
}

export type ChangedClient = {
  readonly publicId: string;
  readonly name: string;
  readonly settings: ClientSettings;
  readonly claims: readonly string[];
  readonly schoolUais: readonly string[] | null;
  readonly serviceSlug: string | null;
  readonly eventsUrl: string | null;
};

/**
 * Breaks `client_one_live` or `client_one_of_a_tile` when it is taken. Events that waited to be fetched are posted from
 * now on where there is an address, and the other way round.
 */
export async function writeClient(tx: Tx, id: number, changed: ChangedClient, now: Date): Promise<void> {
  const { settings, claims, schoolUais, ...rest } = changed;
  await tx
    .updateTable('client')
    .set({
      ...rest,
      settings: JSON.stringify(settings),
      claims: [...claims],
      schoolUais: schoolUais === null ? null : [...schoolUais],
    })
    .where('id', '=', id)
    .execute();
  await tx
    .updateTable('delivery')
    .set({ nextAt: changed.eventsUrl === null ? null : now })
    .where('clientId', '=', id)
    .where('doneAt', 'is', null)
    .where('parkedAt', 'is', null)
    .where('nextAt', changed.eventsUrl === null ? 'is not' : 'is', null)
    .execute();
}

/** A secret in the place of another, which holds until then; null: it is worth nothing from now on. */
export async function writeSecret(
  tx: Tx,
  id: number,
  secret: { readonly hash: Uint8Array | null; readonly oldHash: Uint8Array | null; readonly oldUntil: Date | null },
): Promise<void> {
  const { hash, oldHash, oldUntil } = secret;
  await tx
    .updateTable('client')
    .set({ secretHash: hash, oldSecretHash: oldUntil === null ? null : oldHash, oldSecretUntil: oldUntil })
    .where('id', '=', id)
    .execute();
}

export type EventsAccess = { readonly sealedSecret: Uint8Array; readonly tokenHash: Uint8Array };

/** The same for what signs and fetches events; null: it is told of none any more. */
export async function writeEventsSecrets(
  tx: Tx,
  id: number,
  access: EventsAccess | null,
  old: { readonly access: EventsAccess; readonly until: Date } | null = null,
): Promise<void> {
  await tx
    .updateTable('client')
    .set({
      eventsSecret: access?.sealedSecret ?? null,
      eventsTokenHash: access?.tokenHash ?? null,
      oldEventsSecret: old?.access.sealedSecret ?? null,
      oldEventsTokenHash: old?.access.tokenHash ?? null,
      oldEventsUntil: old?.until ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Keeps secrets for the session that made them, in the place of earlier ones; what nobody read in time goes. */
export async function keepShown(
  tx: Tx,
  kept: { readonly clientId: number; readonly sessionId: number; readonly sealed: Uint8Array; readonly now: Date },
  oldest: Date,
): Promise<void> {
  const { now, ...row } = kept;
  await tx.deleteFrom('clientSecretShown').where('madeAt', '<', oldest).execute();
  await tx
    .insertInto('clientSecretShown')
    .values({ ...row, madeAt: now })
    .onConflict((on) => on.columns(['clientId', 'sessionId']).doUpdateSet({ sealed: kept.sealed, madeAt: now }))
    .execute();
}

/** One statement: whoever reads first has them. */
export async function takeShown(
  db: Db,
  which: { readonly clientId: number; readonly sessionId: number },
  oldest: Date,
): Promise<Uint8Array | undefined> {
  const taken = await db
    .deleteFrom('clientSecretShown')
    .where('clientId', '=', which.clientId)
    .where('sessionId', '=', which.sessionId)
    .returning(['sealed', 'madeAt'])
    .executeTakeFirst();
  return taken === undefined || taken.madeAt < oldest ? undefined : taken.sealed;
}
