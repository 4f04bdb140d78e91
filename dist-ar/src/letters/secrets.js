// The two secrets of a letter, made together and kept only as hashes.
import { createHmac } from 'node:crypto';
import { codeBytes, makeCode, makeToken, tokenBytes } from './rules.js';
export function makeSecrets(random) {
    return { code: makeCode(random(codeBytes)), token: makeToken(random(tokenBytes)) };
}
/**
 * The hash under which a QR token is stored and looked up. The purpose is part of what is hashed: a hash made for
 * another kind of token under the same key never opens a letter.
 */
export function hashLetterToken(keys, token) {
    return createHmac('sha256', keys.token).update(`letter:${token}`).digest();
}
/** argon2id of the code in its canonical form (what `readCode` gives), HMAC of the token. */
export async function hashSecrets(deps, secrets) {
    return { codeHash: await deps.hash.make(secrets.code), tokenHash: hashLetterToken(deps.keys, secrets.token) };
}
