// An application fetches its events in order, and says by the number after which it asks what it has.
import { createHash } from 'node:crypto';
import { inOneStatement } from '../audit/actions.js';
import { acknowledgeDeliveries, findClientByEventsToken, readDeliveries } from '../db/delivery-lists.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { signingKeys } from '../sso/signing-keys.js';
import { writeEvent } from './token.js';

/** `{"events": […], "next": number, "more": …}` as JSON. */
export async function fetchEvents(
  deps: Deps,
  token: string,
  after: number,
  limit: number,
): Promise<Outcome<string, 'unknown_token'>> {
  const client = await findClientByEventsToken(
    deps.db,
    createHash('sha256').update(token, 'utf8').digest(),
    deps.now(),
  );
  if (client === undefined) return refused('unknown_token');
  if (after > 0) await inOneStatement(deps, (db) => acknowledgeDeliveries(db, client.id, after, deps.now()));
  const found = await readDeliveries(deps.db, client.id, after, limit + 1);
  const given = found.slice(0, limit);
  const [key] = (await signingKeys(deps, 'events')).active;
  if (key === undefined) throw new Error('no key signs events');
  const events = await Promise.all(
    given.map(({ key: id, body, at }) =>
      writeEvent(deps.config.publicUrl, key, { key: id, publicId: client.publicId, at, body }),
    ),
  );
  const next = given.at(-1)?.id ?? after;
  return done(`{"events":[${events.join(',')}],"next":${next},"more":${found.length > limit}}`);
}

/** The public halves of the keys that sign events, as a JSON Web Key Set. */
export async function publishedKeys(deps: Deps): Promise<{ readonly keys: readonly unknown[] }> {
  return { keys: (await signingKeys(deps, 'events')).published.map(({ publicJwk }) => publicJwk) };
}
