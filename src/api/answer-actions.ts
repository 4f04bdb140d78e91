// Idempotency-Key: a request that creates or breaks, sent again after a lost connection, does nothing more and is answered the same.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/chain.js';
import { beginAnswer, forgetAnswer, keepAnswer } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import { Problem } from './problem.js';

/** Hours for which an answer is kept. */
export const answerHours = 24;

export type Answered = { readonly status: number; readonly text: string };

type Asked = {
  readonly tokenId: number;
  readonly key: string;
  /** All that decides what the request does. */
  readonly request: readonly unknown[];
};

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest();

/** Does the work once for each key; `work` answers JSON. What is refused or fails may be tried again under its key. */
export async function onceFor(
  deps: Deps,
  { tokenId, key, request }: Asked,
  work: () => Promise<Answered>,
): Promise<Answered & { readonly replayed: boolean }> {
  const at = { tokenId, keyHash: hash(key) };
  const requestHash = hash(canonicalJson(request));
  const now = deps.now();
  const keptSince = new Date(now.getTime() - answerHours * 3_600_000);
  const before = await beginAnswer(deps.db, at, { requestHash, now, keptSince });
  if (before !== undefined) {
    if (!requestHash.equals(before.requestHash))
      throw new Problem(422, 'key_reused', 'Cette clé (Idempotency-Key) a déjà servi pour une autre demande.');
    if (before.status === null || before.body === null)
      throw new Problem(409, 'key_in_progress', 'La même demande est déjà en cours, ou s’est arrêtée sans réponse.');
    return { status: before.status, text: before.body, replayed: true };
  }
  let answered: Answered;
  try {
    answered = await work();
  } catch (error) {
    await forgetAnswer(deps.db, at);
    throw error;
  }
  await keepAnswer(deps.db, at, { status: answered.status, body: answered.text });
  return { ...answered, replayed: false };
}
