// The operator registers an application, or takes it out.
import { createHash } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { insertClient, removeClient, writeEventsAccess } from '../db/clients.js';
import { violates } from '../db/refusals.js';
import { schoolExists } from '../db/schools.js';
import { findService } from '../db/services.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { sealSecret } from '../signin/seal.js';
import type { ClientLine } from './client-line.js';
import { eventsSecretLabel } from './events-secret.js';
import type { ClientSettings, Protocol, SamlSettings } from './rules.js';

const actor = { type: 'command' } as const;

/** A line whose file of metadata, if it names one, has been read. */
export type ReadLine = Omit<ClientLine, 'protocol' | 'settings' | 'metadataFile' | 'attributeNames'> & {
  readonly protocol: Protocol;
  readonly settings: ClientSettings;
};

export type Registered = {
  readonly id: number;
  readonly publicId: string;
  /** In clear here and never again. */
  readonly secret: string | null;
  readonly eventsSecret: string | null;
  readonly eventsToken: string | null;
};

export type RegisteringRefusal =
  | { readonly why: 'taken' }
  | { readonly why: 'tile_taken' }
  | { readonly why: 'no_tile' }
  | { readonly why: 'no_school'; readonly school: string };

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();

function publicIdOf(line: ReadLine, deps: Deps): string {
  if (line.protocol === 'saml') return (line.settings as SamlSettings).entityId;
  if (line.protocol === 'cas' && 'service' in line.settings) return line.settings.service;
  return Buffer.from(deps.random(15)).toString('base64url');
}

export async function registerClient(deps: Deps, line: ReadLine): Promise<Outcome<Registered, RegisteringRefusal>> {
  const publicId = publicIdOf(line, deps);
  const random = (bytes: number) => Buffer.from(deps.random(bytes));
  const withSecret = 'authMethod' in line.settings && line.settings.authMethod.startsWith('client_secret_');
  const secret = withSecret ? random(32).toString('base64url') : null;
  const told = line.eventsUrl !== null || line.eventsPull;
  const eventsKey = told ? random(32) : null;
  const eventsToken = told ? random(32).toString('base64url') : null;
  const nonce = random(12);
  try {
    return await inTransaction<Outcome<Registered, RegisteringRefusal>>(deps, async (tx, record) => {
      for (const school of line.schools ?? [])
        if (!(await schoolExists(tx, school))) return refused({ why: 'no_school', school });
      if (line.tile !== null && (await findService(tx, line.tile)) === undefined) return refused({ why: 'no_tile' });
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
          secretHash: secret === null ? null : sha256(secret),
          eventsUrl: line.eventsUrl,
        },
        deps.now(),
      );
      if (eventsKey !== null && eventsToken !== null)
        await writeEventsAccess(tx, id, {
          sealedSecret: sealSecret(deps.keys.seal, eventsSecretLabel, id, eventsKey, nonce),
          tokenHash: sha256(eventsToken),
        });
      record({ actor, kind: 'client_added', data: { clientId: id, protocol: line.protocol, claims: line.claims } });
      const eventsSecret = eventsKey === null ? null : `whsec_${eventsKey.toString('base64')}`;
      return done({ id, publicId, secret, eventsSecret, eventsToken });
    });
  } catch (error) {
    if (violates(error, 'client_one_live')) return refused({ why: 'taken' });
    if (violates(error, 'client_one_of_a_tile')) return refused({ why: 'tile_taken' });
    throw error;
  }
}

/** False when no live application has this number. */
export async function unregisterClient(deps: Deps, id: number): Promise<boolean> {
  return await inTransaction(deps, async (tx, record) => {
    const removed = await removeClient(tx, id, deps.now());
    if (removed) record({ actor, kind: 'client_removed', data: { clientId: id } });
    return removed;
  });
}
