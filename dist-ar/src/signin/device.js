// A browser that has signed in before keeps a mark of it, one per account (a family shares a tablet). The mark says
// nothing about the account and opens nothing: it only gives its owner a count of wrong tries of his own.
import { createHmac, timingSafeEqual } from 'node:crypto';
const shape = /^([\w-]{22})\.([\w-]{43})$/;
const kept = 4;
export const deviceCookieSeconds = 365 * 24 * 3600;
function sign(deps, identifier, nonce) {
    return createHmac('sha256', deps.keys.throttle).update(`device:${nonce}:${identifier}`, 'utf8').digest('base64url');
}
/** The nonce of the mark that this browser holds for this account, if it holds one. */
export function knownDevice(deps, cookie, identifier) {
    for (const mark of (cookie ?? '').slice(0, 400).split('~')) {
        const [, nonce, signature] = shape.exec(mark) ?? [];
        if (nonce === undefined || signature === undefined)
            continue;
        if (timingSafeEqual(Buffer.from(signature), Buffer.from(sign(deps, identifier, nonce))))
            return nonce;
    }
    return undefined;
}
/** The cookie with a mark for this account in front; unchanged when the browser holds one already. */
export function rememberDevice(deps, cookie, identifier) {
    if (cookie !== undefined && knownDevice(deps, cookie, identifier) !== undefined)
        return cookie;
    const nonce = Buffer.from(deps.random(16)).toString('base64url');
    const others = (cookie ?? '').split('~').filter((mark) => shape.test(mark));
    return [`${nonce}.${sign(deps, identifier, nonce)}`, ...others].slice(0, kept).join('~');
}
