// What an operator's pages read of the register of applications.
import { countWhatStops, readRegister } from '../db/client-register.js';
import { findClient } from '../db/clients.js';
import { readCatalogue } from '../db/services.js';
import type { Deps } from '../deps.js';
import type { ClientOfRegister } from './register-rules.js';

export async function readWholeRegister(deps: Deps): Promise<readonly ClientOfRegister[]> {
  return await readRegister(deps.db);
}

export async function readOneOfRegister(deps: Deps, id: number): Promise<ClientOfRegister | undefined> {
  const [found] = await readRegister(deps.db, id);
  if (found === undefined) return undefined;
  const toCome = (until: Date | null) => (until !== null && until > deps.now() ? until : null);
  const [oldSecretUntil, oldEventsUntil] = [toCome(found.oldSecretUntil), toCome(found.oldEventsUntil)];
  return { ...found, oldSecretUntil, oldEventsUntil };
}

export async function whatStops(deps: Deps, id: number) {
  return await countWhatStops(deps.db, id);
}

/** The application of OpenID Connect that a form registered. */
export async function findClientByPublicId(deps: Deps, publicId: string): Promise<number | undefined> {
  return (await findClient(deps.db, 'oidc', publicId))?.id;
}

export async function readTiles(deps: Deps): Promise<readonly { readonly slug: string; readonly name: string }[]> {
  return (await readCatalogue(deps.db)).map(({ slug, names }) => ({ slug, name: names.fr }));
}
