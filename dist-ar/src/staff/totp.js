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
 * The secret that an enrolment link offers: derived from its token under a key kept outside the database, so that
 * opening the link writes nothing and opening it again shows the same secret.
 */
export function offeredSecret(key, token) {
    return createHmac('sha256', key).update(`enrol_staff_totp:${token}`).digest().subarray(0, secretBytes);
}
export function secretToScan(secret, mail, network) {
    const totp = totpOf(secret, mail, network);
    return { text: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 '), address: totp.toString() };
}
