// The form of an act on one account that asks why and for a fresh second factor: drawn first, and again with what was wrong.
import type { JSX } from 'preact';
import { asksCode } from '../staff/fresh.js';
import { type Answer, page, refusal } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { readCard } from './actions.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import type { AccountCard } from './card-pages.js';

export type ReasonTyped = {
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  /** Those of a code just proved: it is not asked again. */
  readonly cookies?: readonly SetCookie[];
};

export type ReasonForm = {
  readonly account: AccountCard;
  readonly askCode: boolean;
  readonly reason: string;
  readonly errors: readonly FieldError[];
};

/** `content` draws the form of an account of this school; another does not exist. */
export async function drawReason(
  visit: DeskVisit,
  { reason = '', errors = [], cookies = [] }: ReasonTyped,
  content: (form: ReasonForm) => JSX.Element | Promise<JSX.Element>,
): Promise<Answer> {
  const account = await readCard(visit.deps, visit.desk, accountIdOf(visit));
  if (account === undefined) throw new NotFound();
  const askCode = asksCode(visit) && cookies.length === 0;
  const drawn = await content({ account, askCode, reason, errors });
  return errors.length > 0 ? refusal(drawn, { cookies }) : page(drawn);
}
