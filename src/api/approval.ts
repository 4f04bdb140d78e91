// What needs a second person: done when it may be, else asked for where the request says so.
import type { OrderState } from '../approvals/rules.js';
import type { Outcome } from '../kernel/outcome.js';
import { notAllowed, Problem } from './problem.js';

type Missing = Exclude<OrderState, 'not_needed' | 'accepted'>;
type Asked = Outcome<{ readonly reference: string }, 'not_allowed'>;

export const needsApproval = (words: Readonly<Record<Missing, string>>, approval: Missing, reference?: string) =>
  new Problem(409, 'needs_approval', words[approval], {
    about: { approval, ...(reference === undefined ? {} : { reference }) },
  });

/** Passes when nobody else need say yes, or somebody has; `ask` asks, where the request wants it. */
export async function approvalOf(
  state: OrderState,
  words: Readonly<Record<Missing, string>>,
  ask: (() => Promise<Asked>) | false,
): Promise<void> {
  if (state === 'not_needed' || state === 'accepted') return;
  if (ask === false || state === 'waiting') throw needsApproval(words, state);
  const asked = await ask();
  if (!asked.ok) throw notAllowed();
  throw needsApproval(words, 'waiting', asked.value.reference);
}
