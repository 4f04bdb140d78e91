// Every address of a school's desk goes through here: who is at work for which school, and may he act?
import { done, refused } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { isProofFresh } from '../signin/rules.js';
import { mayAct } from '../staff/rules.js';
import { findDesk, proveSecurityCode } from '../staff/signin-actions.js';
import { proofWords } from '../staff/words.js';
import { redirect, requireStaff } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
/** Only for somebody who works for a school now: the rights are read anew at each request. */
export function atDesk(handler) {
    return requireStaff(async (visit) => {
        const found = await findDesk(visit.deps, visit.session, visit.address);
        if (found.kind === 'no_role')
            throw new Forbidden();
        return found.kind === 'choose' ? redirect(href('schoolChoice')) : await handler({ ...visit, desk: found.desk });
    });
}
/** The same, for who may change something; a reader only looks. */
export function actingAtDesk(handler) {
    return atDesk((visit) => {
        if (!mayAct(visit.desk.role))
            throw new Forbidden();
        return handler(visit);
    });
}
/** The account that the address names; anything that is no id is an account that does not exist. */
export function accountIdOf(visit) {
    return readId(visit.params.account ?? '');
}
export function readId(given) {
    if (!/^[1-9][0-9]{0,14}$/.test(given))
        throw new NotFound();
    return Number(given);
}
/** The form must ask for a security code: the last one was given more than five minutes ago. */
export const asksCode = (visit) => !isProofFresh(visit.session, visit.deps.now());
/**
 * The second factor for an act that asks for a fresh one, taken from the form of the act itself: nothing else that was
 * typed is lost when it is missing. Answers the cookies to send, whatever becomes of the act.
 */
export async function proveFresh(visit, code) {
    if (!asksCode(visit))
        return done([]);
    if (code === '')
        return refused({ field: 'code', message: 'Tapez le code de votre application.' });
    const { deps, address } = visit;
    const given = { code, token: visit.cookie('staff') ?? '', address, device: visit.cookie('device') };
    const proved = await proveSecurityCode(deps, visit.session, given);
    if (!proved.ok)
        return refused({ field: 'code', message: proofWords(visit.t, proved.why, wrongCode) });
    return done(proved.value === undefined ? [] : [{ name: 'staff', value: proved.value }]);
}
const wrongCode = 'Ce code n’est pas bon, ou il a déjà servi. Attendez un nouveau code, puis tapez-le.';
