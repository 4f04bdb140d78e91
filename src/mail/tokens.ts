// The tokens in the links of mails: minted when the mail leaves, kept as a hash alone (table single_use_token).
import { createHmac } from 'node:crypto';
import type { TokenPurpose } from '../accounts/rules.js';
import type { Deps } from '../deps.js';

export function newMailToken(deps: Pick<Deps, 'random'>): string {
  return Buffer.from(deps.random(16)).toString('base64url');
}

/**
 * The hash under which a token is stored and looked up. The purpose is part of what is hashed: a link of one kind
 * never opens another.
 */
export function hashMailToken(keys: Deps['keys'], purpose: TokenPurpose, token: string): Buffer {
  return createHmac('sha256', keys.token).update(`${purpose}:${token}`).digest();
}
