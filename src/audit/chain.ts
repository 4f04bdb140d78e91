// The arithmetic of the chain: each event's HMAC covers its content, its place and the HMAC before it.
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

export type Link = { readonly seq: number; readonly hmac: Uint8Array };
export type ChainContent = {
  readonly at: Date;
  readonly kind: string;
  readonly actor: unknown;
  readonly data: unknown;
};

/** JSON with sorted keys, so that a value read back from the database gives the text that was signed. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return `{${entries.map(([key, content]) => `${JSON.stringify(key)}:${canonicalJson(content)}`).join(',')}}`;
}

/** The next link of the chain after `head` (the first one follows seq 0 and 32 zero bytes). */
export function nextLink(key: KeyObject, head: Link, content: ChainContent): Link {
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

export function sameHmac(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The last link of the part that was removed from the chain's beginning. */
export type Base = Link & {
  readonly through: Date;
  readonly cutAt: Date;
};

/** The signature of a base: nobody without the key can say that the chain begins later than it does. */
export function signBase(key: KeyObject, base: Base): Uint8Array {
  const signed = canonicalJson({
    base: base.seq,
    hmac: Buffer.from(base.hmac).toString('hex'),
    through: base.through.toISOString(),
    cutAt: base.cutAt.toISOString(),
  });
  return createHmac('sha256', key).update(signed, 'utf8').digest();
}
