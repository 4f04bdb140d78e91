// The tokens in the links of mails: minted when the mail leaves, kept as a hash alone (table single_use_token).
import { createHmac } from 'node:crypto';
/**
 * The token of a job's mail: 128 bits that only the holder of the key can tell. It is the same at each try of the
 * job, so that a mail which arrives twice (the other side took it, and its answer was lost) has one working link.
 */
export function mintMailToken(keys, purpose, jobId) {
    return createHmac('sha256', keys.token)
        .update(`mint:${purpose}:${jobId}`)
        .digest()
        .subarray(0, 16)
        .toString('base64url');
}
/**
 * The hash under which a token is stored and looked up. The purpose is part of what is hashed: a link of one kind
 * never opens another.
 */
export function hashMailToken(keys, purpose, token) {
    return createHmac('sha256', keys.token).update(`${purpose}:${token}`).digest();
}
