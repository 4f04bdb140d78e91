// The operator registers an application, changes it, or takes it out: on his page or by a command.
import { inTransaction } from '../audit/actions.js';
import { holdClient, writeClient, writeEventsSecrets, writeSecret } from '../db/client-register.js';
import { insertClient, removeClient, writeEventsAccess } from '../db/clients.js';
import type { Tx } from '../db/open.js';
import { violates } from '../db/refusals.js';
import { schoolExists } from '../db/schools.js';
import { findService } from '../db/services.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';
import type { ClientLine } from './client-line.js';
import type { ClientSettings, Protocol, SamlSettings } from './rules.js';
import type { Secrets } from './secret-rules.js';
import { keepForPage, makeEventsAccess, makeSecret } from './secrets.js';

/** A line whose file of metadata, if it names one, has been read. */
export type ReadLine = Omit<ClientLine, 'protocol' | 'settings' | 'metadataFile' | 'attributeNames'> & {
  readonly protocol: Protocol;
  readonly settings: ClientSettings;
};

/** Secrets are in clear here and never again. */
export type Registered = Secrets & { readonly id: number; readonly publicId: string };

export type RegisteringRefusal =
  | { readonly why: 'not_allowed' | 'no_client' | 'taken' | 'tile_taken' | 'no_tile' | 'other_entity' }
  | { readonly why: 'no_school'; readonly school: string };

const isTold = ({ eventsUrl, eventsPull }: ReadLine) => eventsUrl !== null || eventsPull;
const needsSecret = ({ settings }: ReadLine) =>
  'authMethod' in settings && settings.authMethod.startsWith('client_secret_');

function publicIdOf(line: ReadLine, otherwise: string): string {
  if (line.protocol === 'saml') return (line.settings as SamlSettings).entityId;
  if (line.protocol === 'cas' && 'service' in line.settings) return line.settings.service;
  return otherwise;
}

/** The schools and the tile that a line names must be there. */
async function missing(tx: Tx, line: ReadLine): Promise<RegisteringRefusal | undefined> {
  for (const school of line.schools ?? []) if (!(await schoolExists(tx, school))) return { why: 'no_school', school };
  if (line.tile !== null && (await findService(tx, line.tile)) === undefined) return { why: 'no_tile' };
  return undefined;
}

async function unlessTaken<V>(work: () => Promise<Outcome<V, RegisteringRefusal>>) {
  try {
    return await work();
  } catch (error) {
    if (violates(error, 'client_one_live')) return refused<RegisteringRefusal>({ why: 'taken' });
    if (violates(error, 'client_one_of_a_tile')) return refused<RegisteringRefusal>({ why: 'tile_taken' });
    throw error;
  }
}

/** A form names itself: sent twice, it registers one application. */
export async function registerClient(
  deps: Deps,
  line: ReadLine,
  by: By = 'command',
  form = Buffer.from(deps.random(15)).toString('base64url'),
): Promise<Outcome<Registered, RegisteringRefusal>> {
  const publicId = publicIdOf(line, form);
  const made = needsSecret(line) ? makeSecret(deps) : null;
  const events = isTold(line) ? makeEventsAccess(deps) : null;
  const secrets: Secrets = {
    secret: made?.secret ?? null,
    eventsSecret: events?.eventsSecret ?? null,
    eventsToken: events?.eventsToken ?? null,
  };
  return await unlessTaken(() =>
    inTransaction<Outcome<Registered, RegisteringRefusal>>(deps, async (tx, record) => {
      const actor = await actorFor(deps, tx, by, 'manage_clients');
      if (actor === undefined) return refused({ why: 'not_allowed' });
      const lacks = await missing(tx, line);
      if (lacks !== undefined) return refused(lacks);
      const id = await insertClient(
        tx,
        {
          publicId,
          protocol: line.protocol,
          name: line.name,
          settings: line.settings,
          claims: line.claims,
          schoolUais: line.schools,
          serviceSlug: line.tile,
          subjectType: line.subjectType,
          secretHash: made?.hash ?? null,
          eventsUrl: line.eventsUrl,
        },
        deps.now(),
      );
      if (events !== null) await writeEventsAccess(tx, id, events.accessOf(id));
      await keepForPage(deps, tx, by, id, secrets);
      record({ actor, kind: 'client_added', data: { clientId: id, protocol: line.protocol, claims: line.claims } });
      return done({ id, publicId, ...secrets });
    }),
  );
}

/**
 * The application is now what the line says; its protocol, its kind of subject and (SAML) its entityID stay. A secret that
 * it needs and does not have is made; one that it needs no more is forgotten.
 */
export async function changeClient(
  deps: Deps,
  id: number,
  line: ReadLine,
  by: By = 'command',
): Promise<Outcome<Registered, RegisteringRefusal>> {
  return await unlessTaken(() =>
    inTransaction<Outcome<Registered, RegisteringRefusal>>(deps, async (tx, record) => {
      const actor = await actorFor(deps, tx, by, 'manage_clients');
      if (actor === undefined) return refused({ why: 'not_allowed' });
      const held = await holdClient(tx, id);
      if (held === undefined || held.protocol !== line.protocol) return refused({ why: 'no_client' });
      const publicId = publicIdOf(line, held.publicId);
      if (line.protocol === 'saml' && publicId !== held.publicId) return refused({ why: 'other_entity' });
      const lacks = await missing(tx, line);
      if (lacks !== undefined) return refused(lacks);
      const { name, settings, claims, schools: schoolUais, tile: serviceSlug, eventsUrl } = line;
      const changed = { publicId, name, settings, claims, schoolUais, serviceSlug, eventsUrl };
      await writeClient(tx, id, changed, deps.now());
      const made = needsSecret(line) && held.secretHash === null ? makeSecret(deps) : null;
      if (made !== null) await writeSecret(tx, id, { hash: made.hash, oldHash: null, oldUntil: null });
      if (!needsSecret(line)) await writeSecret(tx, id, { hash: null, oldHash: null, oldUntil: null });
      const events = isTold(line) && held.eventsSecret === null ? makeEventsAccess(deps) : null;
      if (events !== null) await writeEventsSecrets(tx, id, events.accessOf(id));
      if (!isTold(line)) await writeEventsSecrets(tx, id, null);
      const secrets: Secrets = {
        secret: made?.secret ?? null,
        eventsSecret: events?.eventsSecret ?? null,
        eventsToken: events?.eventsToken ?? null,
      };
      await keepForPage(deps, tx, by, id, secrets);
      record({ actor, kind: 'client_changed', data: { clientId: id, claims: line.claims, schools: line.schools } });
      return done({ id, publicId, ...secrets });
    }),
  );
}

export async function unregisterClient(
  deps: Deps,
  id: number,
  by: By = 'command',
): Promise<Outcome<void, 'not_allowed' | 'no_client'>> {
  return await inTransaction<Outcome<void, 'not_allowed' | 'no_client'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_clients');
    if (actor === undefined) return refused('not_allowed');
    if (!(await removeClient(tx, id, deps.now()))) return refused('no_client');
    record({ actor, kind: 'client_removed', data: { clientId: id } });
    return done(undefined);
  });
}
