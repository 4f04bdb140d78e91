import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Page } from './layout.js';
import { Identifier } from './names.js';
import { ButtonLink, Buttons } from './panels.js';
/** Thrown at the edge only: no such thing, or not for this person (who is not told which). */
export class NotFound extends Error {
    statusCode = 404;
}
/** A post that the browser itself says comes from another site, or an act that this person may not do. */
export class Forbidden extends Error {
    statusCode = 403;
}
/** A form without its token: too old, or never ours. */
export class WrongForm extends Error {
    statusCode = 403;
}
function wordsFor(error, status) {
    if (error instanceof WrongForm)
        return 'wrong-form';
    if (status === 403)
        return 'forbidden';
    if (status === 404)
        return 'not-found';
    if (status === 413)
        return 'too-large';
    if (status < 500)
        return 'malformed';
    return status === 503 ? 'unavailable' : 'broken';
}
// The database is away or refuses new work: worth trying again, unlike a bug.
const passing = /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** The status that an error thrown on the way to an answer deserves. */
export function statusOf(error) {
    if (typeof error !== 'object' || error === null)
        return 500;
    if ('statusCode' in error && typeof error.statusCode === 'number')
        return error.statusCode;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    return passing.test(code) ? 503 : 500;
}
const isOfDesk = (path) => path === href('school') || path.startsWith(`${href('school')}/`);
export function ProblemPage({ view, error, status, requestId }) {
    const { t } = view;
    const words = wordsFor(error, status);
    return (_jsxs(Page, { view: view, title: t(`problem.${words}.title`), failed: true, children: [_jsx("p", { children: t(`problem.${words}.what-to-do`) }), status >= 500 && _jsx("p", { children: t.rich('problem.number', { number: _jsx(Identifier, { children: requestId }) }) }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href(isOfDesk(view.path) ? 'school' : 'root'), children: t('problem.start-again') }) })] }));
}
