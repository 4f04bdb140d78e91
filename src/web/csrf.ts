// Protection against posts that another site makes a browser send: a token in the form, and what the browser says of
// the page that posts.
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

const size = 32;

/** Whom a form was drawn for: a session (its id outlives the rotation of its cookie) or an anonymous browser. */
export type FormOwner = { readonly sessionId: number } | { readonly visitor: string };

function tokenOf(key: KeyObject, owner: FormOwner): Buffer {
  const subject = 'sessionId' in owner ? `session:${owner.sessionId}` : `visitor:${owner.visitor}`;
  return createHmac('sha256', key).update(subject, 'utf8').digest();
}

/** A token for one answer: masked, so that compression of pages that also echo typed text tells nothing about it. */
export function formToken(key: KeyObject, owner: FormOwner, random: (bytes: number) => Uint8Array): string {
  const mask = Buffer.from(random(size));
  const token = tokenOf(key, owner);
  return Buffer.concat([mask, xor(mask, token)]).toString('base64url');
}

export function isFormToken(key: KeyObject, owner: FormOwner, given: string): boolean {
  const bytes = Buffer.from(given.length === 86 ? given : '', 'base64url');
  if (bytes.length !== 2 * size) return false;
  return timingSafeEqual(xor(bytes.subarray(0, size), bytes.subarray(size)), tokenOf(key, owner));
}

function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}

type PostHeaders = { readonly origin?: string | undefined; readonly 'sec-fetch-site'?: string | undefined };

/**
 * False when the browser itself says that another site posts. Our pages send no referrer, which makes browsers write
 * `Origin: null`: that alone says nothing, and Sec-Fetch-Site (every browser since 2023) or the token decides.
 */
export function isSameSitePost(headers: PostHeaders, own: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  return origin === undefined || origin === 'null' || own.includes(origin);
}

/** On loopback the same server has several names (localhost, 127.0.0.1) and a test takes the port it finds. */
export function ownOrigins(
  config: { readonly publicUrl: string; readonly production: boolean },
  host: string | undefined,
): readonly string[] {
  return config.production || host === undefined ? [config.publicUrl] : [config.publicUrl, `http://${host}`];
}
