// The text of a token: a prefix by which a search for lost secrets knows it, 256 bits, and a checksum that tells a mistyped
// one, or another program's, without asking the database.
import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Deps } from '../deps.js';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = `${digits[Number(rest % 62n)]}${text}`;
  return text;
}

const checksum = (body: string): string => base62(BigInt(crc32(body)), 6);

/** Written in docs/api.md for whoever keeps a list of such patterns. */
export const tokenPattern = /^fratrie_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** 256 bits under a key outside the database, from a nonce inside: its maker may read it again for some minutes. */
export function tokenOf(deps: Pick<Deps, 'keys'>, nonce: string): string {
  const bytes = createHmac('sha256', deps.keys.token).update(`api_token:${nonce}`).digest();
  const body = base62(BigInt(`0x${bytes.toString('hex')}`), 43);
  return `fratrie_${body}${checksum(body)}`;
}

export function isToken(text: string): boolean {
  const [, body, sum] = tokenPattern.exec(text) ?? [];
  return body !== undefined && checksum(body) === sum;
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();
