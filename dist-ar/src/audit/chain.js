// The arithmetic of the chain: each event's HMAC covers its content, its place and the HMAC before it.
import { createHmac, timingSafeEqual } from 'node:crypto';
/** JSON with sorted keys, so that a value read back from the database gives the text that was signed. */
export function canonicalJson(value) {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value !== 'object' || value === null)
        return JSON.stringify(value) ?? 'null';
    const entries = Object.entries(value).filter(([, content]) => content !== undefined);
    entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    return `{${entries.map(([key, content]) => `${JSON.stringify(key)}:${canonicalJson(content)}`).join(',')}}`;
}
/** The next link of the chain after `head` (the first one follows seq 0 and 32 zero bytes). */
export function nextLink(key, head, content) {
    const seq = head.seq + 1;
    const signed = canonicalJson({
        seq,
        at: content.at.toISOString(),
        kind: content.kind,
        actor: content.actor,
        data: content.data,
        previous: Buffer.from(head.hmac).toString('hex'),
    });
    return { seq, hmac: createHmac('sha256', key).update(signed, 'utf8').digest() };
}
export function sameHmac(one, other) {
    return one.length === other.length && timingSafeEqual(one, other);
}
