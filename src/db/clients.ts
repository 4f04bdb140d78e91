// Registered applications.
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

export const clientColumns = [
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
    .set({
      removedAt: now,
      secretHash: null,
      eventsSecret: null,
      eventsTokenHash: null,
      oldSecretHash: null,
      oldEventsSecret: null,
      oldEventsTokenHash: null,
    })
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
    .select(clientColumns)
    .where('protocol', '=', protocol)
    .where('publicId', '=', publicId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return found as ClientOf<P> | undefined;
}

export type ClientAndSecrets = {
  readonly client: ClientOf<'oidc'>;
  readonly secretHash: Uint8Array | null;
  /** While it holds beside the new one. */
  readonly oldSecretHash: Uint8Array | null;
};

/** The same with the hashes of its secrets, for the protocol that asks them. */
export async function findClientAndSecret(db: Db, publicId: string, now: Date): Promise<ClientAndSecrets | undefined> {
  const found = await db
    .selectFrom('client')
    .select([...clientColumns, 'secretHash', 'oldSecretHash', 'oldSecretUntil'])
    .where('protocol', '=', 'oidc')
    .where('publicId', '=', publicId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { secretHash, oldSecretHash, oldSecretUntil, ...client } = found;
  const holds = oldSecretUntil !== null && oldSecretUntil > now;
  return { client: client as ClientOf<'oidc'>, secretHash, oldSecretHash: holds ? oldSecretHash : null };
}

export async function findClientById(db: Db, id: number): Promise<Client | undefined> {
  const found = await db
    .selectFrom('client')
    .select(clientColumns)
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
    .select(clientColumns)
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
    .select(clientColumns)
    .where('removedAt', 'is', null)
    .$if(protocol !== undefined, (query) => query.where('protocol', '=', protocol as P))
    .orderBy('id')
    .execute();
  return found as unknown as readonly ClientOf<P>[];
}
