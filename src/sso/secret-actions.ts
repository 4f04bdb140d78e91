// An application gets new secrets; the old ones hold for some days more, or end at once.
import { inTransaction } from '../audit/actions.js';
import { holdClient, writeEventsSecrets, writeSecret } from '../db/client-register.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';
import { oldSecretUntil, type SecretKind, type Secrets } from './secret-rules.js';
import { keepForPage, makeEventsAccess, makeSecret } from './secrets.js';

export type Renewed = Secrets & { readonly oldUntil: Date | null };
export type RenewalRefusal = 'not_allowed' | 'no_client' | 'no_secret';

export async function renewSecret(
  deps: Deps,
  asked: { readonly clientId: number; readonly kind: SecretKind; readonly days: number },
  by: By = 'command',
): Promise<Outcome<Renewed, RenewalRefusal>> {
  const { clientId, kind } = asked;
  const oldUntil = oldSecretUntil(asked.days, deps.now());
  const made = makeSecret(deps);
  const events = makeEventsAccess(deps);
  return await inTransaction<Outcome<Renewed, RenewalRefusal>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_clients');
    if (actor === undefined) return refused('not_allowed');
    const held = await holdClient(tx, clientId);
    if (held === undefined) return refused('no_client');
    const { secretHash, eventsSecret, eventsTokenHash } = held;
    let secrets: Secrets;
    if (kind === 'client') {
      if (secretHash === null) return refused('no_secret');
      await writeSecret(tx, clientId, { hash: made.hash, oldHash: secretHash, oldUntil });
      secrets = { secret: made.secret, eventsSecret: null, eventsToken: null };
    } else {
      if (eventsSecret === null || eventsTokenHash === null) return refused('no_secret');
      const access = { sealedSecret: eventsSecret, tokenHash: eventsTokenHash };
      const old = oldUntil === null ? null : { access, until: oldUntil };
      await writeEventsSecrets(tx, clientId, events.accessOf(clientId), old);
      secrets = { secret: null, eventsSecret: events.eventsSecret, eventsToken: events.eventsToken };
    }
    await keepForPage(deps, tx, by, clientId, secrets);
    const oldEndsAt = oldUntil === null ? null : oldUntil.toISOString();
    record({ actor, kind: 'client_secret_renewed', data: { clientId, secret: kind, oldEndsAt } });
    return done({ ...secrets, oldUntil });
  });
}
