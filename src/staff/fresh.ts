// A second factor just proved, for the acts of staff that ask for a fresh one.
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { DeskVisit } from '../school/at-desk.js';
import { isProofFresh } from '../signin/rules.js';
import type { StaffVisit } from '../web/http.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { proveSecond } from './second-step.js';
import { missingWords, proofWords, wrongCode } from './words.js';

/** The form must ask for a security code: the last one was given more than five minutes ago. */
export const asksCode = (visit: StaffVisit): boolean => !isProofFresh(visit.session, visit.deps.now());

/**
 * The second factor for an act that asks for a fresh one, taken from the form of the act itself: nothing else that was
 * typed is lost when it is missing. Answers the cookies to send, whatever becomes of the act.
 */
export async function proveFresh(
  visit: StaffVisit & Partial<Pick<DeskVisit, 'whole'>>,
  code: string,
): Promise<Outcome<readonly SetCookie[], FieldError>> {
  if (!asksCode(visit)) return done([]);
  if (code === '') return refused({ field: 'code', message: missingWords(visit.session.factors) });
  const { deps, whole = deps, address } = visit;
  const given = { code, passkey: '', token: visit.cookie('staff') ?? '', address, device: visit.cookie('device') };
  const proved = await proveSecond(whole, visit.session, given);
  if (!proved.ok) return refused({ field: 'code', message: proofWords(visit.t, proved.why, wrongCode) });
  return done(proved.value === undefined ? [] : [{ name: 'staff', value: proved.value }]);
}
