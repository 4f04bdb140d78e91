// The one line that some commands read of standard input: an object of JSON, of a size that a person can have written.
import type { Readable } from 'node:stream';
import { done, type Outcome, refused } from './kernel/outcome.js';

const mostBytes = 256 * 1024;

/** Reads up to the first line break or the end, then lets go of the stream. Refuses with a sentence. */
export async function firstLine(input: Readable): Promise<Outcome<string, string>> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop closes the stream: a caller who keeps it open keeps nobody waiting.
  for await (const piece of input) {
    const read = Buffer.from(piece);
    const end = read.indexOf(0x0a);
    pieces.push(end < 0 ? read : read.subarray(0, end));
    bytes += read.length;
    if (end >= 0) break;
    if (bytes > mostBytes) return refused('La ligne lue sur l’entrée standard est trop longue (256 ko au plus).');
  }
  try {
    return done(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)));
  } catch {
    return refused('La ligne lue sur l’entrée standard n’est pas écrite en UTF-8.');
  }
}
