// Applications that parents are signed in to, put straight into the register of clients.
import assert from 'node:assert/strict';
import { inTransaction } from '../src/audit/actions.js';
import { findClientById, insertClient, type NewClient } from '../src/db/clients.js';
import type { Client, ClientOf, Protocol } from '../src/sso/rules.js';
import type { TestDeps } from './harness.js';

let serial = 0;

export async function addClient<P extends Protocol>(
  deps: TestDeps,
  protocol: P,
  settings: ClientOf<P>['settings'],
  rest: Partial<NewClient> = {},
): Promise<ClientOf<P>> {
  serial += 1;
  const made: NewClient = {
    publicId: `client-${serial}`,
    name: `Application ${serial}`,
    protocol,
    settings,
    claims: [],
    schoolUais: null,
    serviceSlug: null,
    subjectType: 'pairwise',
    secretHash: null,
    eventsUrl: null,
    ...rest,
  };
  const id = await inTransaction(deps, (tx) => insertClient(tx, made, deps.now()));
  const found: Client | undefined = await findClientById(deps.db, id);
  assert.ok(found);
  return found as ClientOf<P>;
}
