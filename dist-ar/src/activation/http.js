import { jsx as _jsx } from "preact/jsx-runtime";
import { readCode } from '../letters/rules.js';
import { showChildren } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { signIn } from '../signin/actions.js';
import { browserOf, minutesUntil, signedInCookies } from '../signin/http.js';
import { isProofFresh, longestIdentifier } from '../signin/rules.js';
import { closeSession } from '../signin/sessions.js';
import { toSecondStep } from '../signin/to-second-step.js';
import { birthDate, choice, line, readForm } from '../web/form.js';
import { page, redirect, refusal, requireParent, } from '../web/http.js';
import { checkBirthDates, childrenOfLetter, disownLetter, proveLetterToken, readActivation, startActivation, } from './actions.js';
import { LetterSignedInPage, LetterStopPage } from './letter-pages.js';
import { ActivationBirthDatesPage, ActivationChildrenPage, ActivationCodePage } from './pages.js';
import { activationMinutes } from './rules.js';
export function activationPages(parents, addLetter) {
    parents.get(routes.activation, (visit) => page(_jsx(ActivationCodePage, { view: visit.view })));
    parents.post(routes.activation, postCode);
    parents.get(routes.letterToken, openLetter);
    parents.get(routes.letterTokenCapitals, openLetter);
    parents.get(routes.letterSignedIn, requireParent(showSignedIn));
    parents.post(routes.letterSignedIn, requireParent((visit) => postSignedIn(visit, addLetter)));
    parents.get(routes.activationBirthDates, showBirthDates);
    parents.post(routes.activationBirthDates, postBirthDates);
    parents.get(routes.activationChildren, showLetterChildren);
    parents.post(routes.activationChildren, postLetterChildren);
}
/** Begins the way of a letter in this browser. */
export async function startLetter(visit, letter, proof = 'letter_code') {
    const token = await startActivation(visit.deps, { ...letter, proof });
    const next = proof === 'letter_token' && visit.session !== undefined ? 'letterSignedIn' : 'activationBirthDates';
    return redirect(href(next), {
        cookies: [{ name: 'activation', value: token, maxAgeSeconds: activationMinutes * 60 }],
    });
}
/** A page that says why the way ends here. */
export function stopped(visit, why, status = 422) {
    return { status, page: _jsx(LetterStopPage, { view: visit.view, why: stopOf(why) }) };
}
function stopOf(why) {
    switch (why) {
        case 'grouped':
            return 'account_grouped';
        case 'closed':
            return 'account_closed';
        case 'frozen':
        case 'suspended':
            return 'account_suspended';
        case 'finished':
            return 'used';
        default:
            return why;
    }
}
async function postCode(visit) {
    const { t, view } = visit;
    const form = readForm(t, visit.body, {
        identifier: line({ max: longestIdentifier, need: t('activation.need-identifier') }),
        code: line({ max: 40, need: t('activation.need-code') }),
    });
    const { identifier, code } = form.values;
    const shown = { view, identifier, code };
    if (form.errors.length > 0)
        return refusal(_jsx(ActivationCodePage, { ...shown, errors: form.errors }));
    // A slip of the reader costs no try: the check sign sees it.
    if (!readCode(code).ok)
        return refusal(_jsx(ActivationCodePage, { ...shown, problem: { kind: 'typo' } }));
    const device = visit.cookie('device');
    const outcome = await signIn(visit.deps, { identifier, secret: code, browser: browserOf(visit), device });
    if (!outcome.ok)
        return refuseCode(visit, outcome.why, shown);
    if (outcome.value.kind === 'letter')
        return await startLetter(visit, outcome.value);
    if (outcome.value.kind === 'second_step')
        return toSecondStep(outcome.value.token, '');
    return redirect(href('home'), { cookies: signedInCookies(outcome.value.token, outcome.value.device) });
}
function refuseCode(visit, why, typed) {
    const { view } = visit;
    switch (why.kind) {
        case 'throttled':
            return refusal(_jsx(ActivationCodePage, { view: view, ...typed, problem: { kind: 'throttled', minutes: minutesUntil(visit, why.until) } }));
        case 'wrong':
        case 'locked':
        case 'asleep':
            return refusal(_jsx(ActivationCodePage, { view: view, ...typed, problem: { kind: why.kind === 'locked' ? 'locked' : 'wrong' } }));
        case 'letter':
            return stopped(visit, why.end);
        default:
            return stopped(visit, why.kind);
    }
}
/** The address of the QR. Opening it uses nothing up, and the redirect takes the token out of the address. */
async function openLetter(visit) {
    const outcome = await proveLetterToken(visit.deps, visit.params.token ?? '');
    if (outcome.ok)
        return await startLetter(visit, outcome.value, 'letter_token');
    visit.deps.log.warn({ why: outcome.why, address: visit.address }, 'letter address refused');
    return stopped(visit, outcome.why, outcome.why === 'unknown' ? 404 : 410);
}
async function showSignedIn(visit) {
    const activation = await readActivation(visit.deps, visit.cookie('activation'));
    if (!activation.ok)
        return stopped(visit, activation.why, 410);
    const { schoolName } = activation.value;
    return page(_jsx(LetterSignedInPage, { view: visit.view, identifier: visit.session.identifier, schoolName: schoolName }));
}
async function postSignedIn(visit, addLetter) {
    const form = readForm(visit.t, visit.body, { answer: choice(['add', 'other'], '') });
    if (form.values.answer === 'add') {
        const activation = await readActivation(visit.deps, visit.cookie('activation'));
        if (!activation.ok)
            return stopped(visit, activation.why);
        // The account in use is proved first, then this page is shown again.
        if (!isProofFresh(visit.session, visit.deps.now()))
            return redirect(href('freshProof', { retour: href('letterSignedIn') }));
        return await addLetter(visit, activation.value);
    }
    if (form.values.answer !== 'other')
        return await showSignedIn(visit);
    await closeSession(visit.deps, visit.session, 'signed_out');
    return redirect(href('activationBirthDates'), { cookies: [{ name: 'parent', value: undefined }] });
}
const fieldOf = (index) => (index === 0 ? 'birthDate' : `birthDate${index + 1}`);
function birthDatesPage(visit, activation, shown = {}) {
    const { schoolName, identifier, asked, triesLeft } = activation;
    return (_jsx(ActivationBirthDatesPage, { view: visit.view, letter: { schoolName, identifier }, asked: asked.map(({ name }, index) => ({
            field: fieldOf(index),
            schoolName: name,
            typed: shown.typed?.[index],
        })), triesLeft: shown.triesLeft ?? triesLeft, wrong: shown.wrong === true, errors: shown.errors }));
}
async function showBirthDates(visit) {
    const activation = await readActivation(visit.deps, visit.cookie('activation'));
    if (!activation.ok)
        return stopped(visit, activation.why, 410);
    if (activation.value.birthDatesChecked)
        return redirect(href('activationChildren'));
    return page(birthDatesPage(visit, activation.value));
}
async function postBirthDates(visit) {
    const { t, deps } = visit;
    const token = visit.cookie('activation');
    const activation = await readActivation(deps, token);
    if (!activation.ok)
        return stopped(visit, activation.why);
    const { asked } = activation.value;
    const reader = birthDate({ need: t('activation.need-date') });
    const form = readForm(t, visit.body, Object.fromEntries(asked.map((_, index) => [fieldOf(index), reader])));
    const answers = asked.map(({ uai }, index) => ({ uai, ...form.values[fieldOf(index)] }));
    const typed = answers.map((answer) => answer.typed);
    if (form.errors.length > 0)
        return refusal(birthDatesPage(visit, activation.value, { typed, errors: form.errors }));
    const given = new Map();
    for (const { uai, day } of answers)
        if (day !== undefined)
            given.set(uai, day);
    const outcome = await checkBirthDates(deps, token, given, visit.address);
    if (outcome.ok)
        return redirect(href('activationChildren'));
    if (outcome.why.kind === 'stopped')
        return stopped(visit, outcome.why.why);
    const { triesLeft } = outcome.why;
    return refusal(birthDatesPage(visit, activation.value, { typed, wrong: true, triesLeft }));
}
async function showLetterChildren(visit) {
    const children = await childrenOfLetter(visit.deps, visit.cookie('activation'));
    if (children.ok)
        return page(_jsx(ActivationChildrenPage, { view: visit.view, children: showChildren(children.value) }));
    return children.why === 'unchecked' ? redirect(href('activationBirthDates')) : stopped(visit, children.why, 410);
}
async function postLetterChildren(visit) {
    const form = readForm(visit.t, visit.body, { answer: choice(['yes', 'not_mine'], '') });
    if (form.values.answer === 'yes')
        return redirect(href('activationPassword'));
    if (form.values.answer === undefined)
        return redirect(href('activationChildren'));
    const outcome = await disownLetter(visit.deps, visit.cookie('activation'), visit.address);
    if (!outcome.ok)
        return outcome.why === 'unchecked' ? redirect(href('activationBirthDates')) : stopped(visit, outcome.why);
    return redirect(href('activationNotMine'), { cookies: [{ name: 'activation', value: undefined }] });
}
