// Security codes of an authenticator application (RFC 6238: SHA-1, six digits, thirty seconds: what every one of them reads).
import { createHmac } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
const period = 30;
const secretBytes = 20;
const totpOf = (secret, label = '', issuer = '') => new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period, secret: new Secret({ buffer: bytesOf(secret) }) });
function bytesOf(secret) {
    const copy = new Uint8Array(secret.length);
    copy.set(secret);
    return copy.buffer;
}
/** The time step whose code this is, at most one step away from now; undefined when there is none. */
export function stepOfCode(secret, code, now) {
    const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
    return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta;
}
/**
 * The secret that a page offers before it is confirmed: derived from what the page is for (an enrolment link's token, a
 * session) under a key kept outside the database, so that looking writes nothing and looking again shows the same.
 */
export function offeredSecret(key, purpose) {
    return createHmac('sha256', key).update(purpose).digest().subarray(0, secretBytes);
}
export function secretToScan(secret, mail, network) {
    const totp = totpOf(secret, mail, network);
    return { text: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 '), address: totp.toString() };
}
