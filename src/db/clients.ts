// Registered applications, and the names under which they know accounts.
import { sql } from 'kysely';
import type { Client, ClientOf, ClientSettings, Protocol, SubjectType } from '../sso/rules.js';
import type { Db, Tx } from './open.js';

export type NewClient = {
  readonly publicId: string;
  readonly protocol: Protocol;
  readonly name: string;
  readonly settings: ClientSettings;
  readonly claims: readonly string[];
  readonly schoolUais: readonly string[] | null;
  readonly serviceSlug: string | null;
  readonly subjectType: SubjectType;
  readonly secretHash: Uint8Array | null;
  readonly eventsUrl: string | null;
};

const columns = [
  'id',
  'publicId',
  'protocol',
  'name',
  'settings',
  'claims',
  'schoolUais',
  'serviceSlug',
  'subjectType',
] as const;

/** Breaks `client_one_live` or `client_one_of_a_tile` when it is taken. */
export async function insertClient(tx: Tx, made: NewClient, now: Date): Promise<number> {
  const { settings, claims, schoolUais, ...rest } = made;
  const { id } = await tx
    .insertInto('client')
    .values({
      ...rest,
      settings: JSON.stringify(settings),
      claims: [...claims],
      schoolUais: schoolUais === null ? null : [...schoolUais],
      createdAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The secret that signs its events, sealed for this client, and the hash of the token with which it fetches them. */
export async function writeEventsAccess(
  tx: Tx,
  clientId: number,
  access: { readonly sealedSecret: Uint8Array; readonly tokenHash: Uint8Array },
): Promise<void> {
  const { sealedSecret, tokenHash } = access;
  await tx
    .updateTable('client')
    .set({ eventsSecret: sealedSecret, eventsTokenHash: tokenHash })
    .where('id', '=', clientId)
    .execute();
}

/** Takes a client out; its subjects stay, so that none is ever given to another person. */
export async function removeClient(tx: Tx, clientId: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('client')
    .set({ removedAt: now, secretHash: null, eventsSecret: null, eventsTokenHash: null })
    .where('id', '=', clientId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function findClient<P extends Protocol>(
  db: Db,
  protocol: P,
  publicId: string,
): Promise<ClientOf<P> | undefined> {
  const found = await db
    .selectFrom('client')
    .select(columns)
    .where('protocol', '=', protocol)
    .where('publicId', '=', publicId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return found as ClientOf<P> | undefined;
}

/** The same with the hash of its secret, for the protocol that asks it. */
export async function findClientAndSecret(
  db: Db,
  publicId: string,
): Promise<{ readonly client: ClientOf<'oidc'>; readonly secretHash: Uint8Array | null } | undefined> {
  const found = await db
    .selectFrom('client')
    .select([...columns, 'secretHash'])
    .where('protocol', '=', 'oidc')
    .where('publicId', '=', publicId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { secretHash, ...client } = found;
  return { client: client as ClientOf<'oidc'>, secretHash };
}

export async function findClientById(db: Db, id: number): Promise<Client | undefined> {
  const found = await db
    .selectFrom('client')
    .select(columns)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return found as Client | undefined;
}

export type RegisteredClient = Client & {
  readonly eventsUrl: string | null;
  readonly eventsPull: boolean;
  readonly createdAt: Date;
};

/** All live clients as the operator lists them. */
export async function listRegistered(db: Db): Promise<readonly RegisteredClient[]> {
  const found = await db
    .selectFrom('client')
    .select(columns)
    .select(['eventsUrl', 'createdAt'])
    .select((eb) => eb('eventsTokenHash', 'is not', null).as('eventsPull'))
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute();
  return found as unknown as readonly RegisteredClient[];
}

/** All live clients of a protocol, or of every one. */
export async function listClients<P extends Protocol>(db: Db, protocol?: P): Promise<readonly ClientOf<P>[]> {
  const found = await db
    .selectFrom('client')
    .select(columns)
    .where('removedAt', 'is', null)
    .$if(protocol !== undefined, (query) => query.where('protocol', '=', protocol as P))
    .orderBy('id')
    .execute();
  return found as unknown as readonly ClientOf<P>[];
}

/** How many names of this account the client has been given and the parent has taken back. */
export async function countWithdrawn(db: Db, clientId: number, accountId: number): Promise<number> {
  const { count } = await db
    .selectFrom('clientSubject')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('clientId', '=', clientId)
    .where('accountId', '=', accountId)
    .where('withdrawnAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Records that the client knows the account under this name, or finds the name that it knows already. A name taken
 * back that is the same for all clients comes back. Breaks `client_subject_given_once` rather than give a name twice.
 */
export async function recordSubject(
  tx: Tx,
  given: { readonly clientId: number; readonly accountId: number; readonly subject: string; readonly now: Date },
): Promise<string> {
  const { clientId, accountId, subject, now } = given;
  const { rows } = await sql<{ subject: string }>`
    insert into client_subject (client_id, account_id, subject, given_at)
    select ${clientId}::bigint, ${accountId}::bigint, ${subject}, ${now}::timestamptz
    where not exists (select 1 from client_subject where client_id = ${clientId} and account_id = ${accountId} and withdrawn_at is null)
    on conflict (client_id, subject) do update set withdrawn_at = null
      where client_subject.account_id = ${accountId}
    returning subject`.execute(tx);
  const made = rows[0]?.subject ?? (await findSubject(tx, clientId, accountId));
  if (made === undefined) throw new Error('a subject belongs to another account');
  return made;
}

/** The name under which a client knows an account now. */
export async function findSubject(db: Db, clientId: number, accountId: number): Promise<string | undefined> {
  const found = await db
    .selectFrom('clientSubject')
    .select('subject')
    .where('clientId', '=', clientId)
    .where('accountId', '=', accountId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  return found?.subject;
}
