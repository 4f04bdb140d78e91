// What the operator sees of what an application would receive for an account, before anything is given.

import { canonicalIdentifier } from '../accounts/rules.js';
import { findAccountByIdentifier } from '../db/accounts.js';
import { findClientById } from '../db/clients.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { admit } from './admission.js';
import { previewClaims } from './claim-actions.js';
import type { Claims } from './claims.js';
import type { Client } from './rules.js';

export type Preview = {
  /** Whether the account may enter the application now. */
  readonly opened: boolean;
  /** Null until the application knows the account. */
  readonly subject: string | null;
  readonly claims: Claims;
};

export async function previewFor(
  deps: Deps,
  clientId: number,
  typedIdentifier: string,
): Promise<Outcome<Preview, 'no_client' | 'no_account'>> {
  const client = Number.isSafeInteger(clientId) ? await findClientById(deps.db, clientId) : undefined;
  if (client === undefined) return refused('no_client');
  const account = await findAccountByIdentifier(deps.db, canonicalIdentifier(typedIdentifier));
  if (account === undefined || account.state === 'closed') return refused('no_account');
  return done(await previewOf(deps, client, account.id));
}

export async function previewOf(deps: Deps, client: Client, accountId: number): Promise<Preview> {
  const opened = (await admit(deps, client, accountId)).ok;
  const { subject = null, claims } = await previewClaims(deps, client, accountId);
  deps.log.info({ client: client.id, account: accountId }, 'claims previewed');
  return { opened, subject, claims: opened ? claims : {} };
}
