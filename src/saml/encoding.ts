// How messages travel: base64 in a form, base64 of raw deflate in an address. What unfolds into too much is refused.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { messageLimits } from './xml.js';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function bytesOf(text: string): Buffer | undefined {
  const packed = text.replace(/[\r\n\t ]/g, '');
  return packed.length > messageLimits.signs * 2 || !base64.test(packed) ? undefined : Buffer.from(packed, 'base64');
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined when it is no message at all, or a bomb. */
export function decodePosted(value: string): string | undefined {
  const bytes = bytesOf(value);
  return bytes === undefined ? undefined : textOf(bytes);
}

export function decodeRedirected(value: string): string | undefined {
  const bytes = bytesOf(value);
  if (bytes === undefined) return undefined;
  try {
    return textOf(inflateRawSync(bytes, { maxOutputLength: messageLimits.signs }));
  } catch {
    return undefined;
  }
}

export const encodePosted = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');
export const encodeRedirected = (xml: string): string => deflateRawSync(Buffer.from(xml, 'utf8')).toString('base64');
