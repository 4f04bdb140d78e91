// The words of the mails: each is a list of paragraphs, from which the plain text and the HTML are both made.
import { Fragment, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
function write(t, sender, subject, body) {
    const paragraphs = [
        t('mail.hello'),
        ...body,
        t('mail.signature', { network: sender.network }),
        { link: sender.address },
        t('mail.no-reply'),
    ];
    const text = paragraphs.map((one) => (typeof one === 'string' ? one : one.link)).join('\n\n');
    const html = h('html', { lang: t.locale, dir: t.dir }, h('head', null, h('meta', { charset: 'utf-8' }), h('title', null, subject)), h('body', null, h(Fragment, null, paragraphs.map(paragraphOf))));
    return { subject, text: `${text}\n`, html: `<!doctype html>${renderToString(html)}` };
}
const paragraphOf = (one) => h('p', null, typeof one === 'string' ? one : h('a', { href: one.link }, one.link));
function callSchools(t, schools) {
    return schools.map(({ name, phone }) => phone === '' ? t('mail.call-school-no-phone', { school: name }) : t('mail.call-school', { school: name, phone }));
}
export function writeConfirmation(t, sender, link, until) {
    return write(t, sender, t('mail.confirm.subject'), [
        t('mail.confirm.why', { network: sender.network }),
        t('mail.confirm.what-to-do'),
        { link },
        t('mail.confirm.until', { moment: t.moment(until) }),
        t('mail.confirm.not-you'),
    ]);
}
export function writeGroupingNotice(t, sender, side, told, link) {
    const kept = side === 'kept';
    return write(t, sender, t(kept ? 'mail.grouped.kept-subject' : 'mail.grouped.absorbed-subject'), [
        t(kept ? 'mail.grouped.kept' : 'mail.grouped.absorbed', { moment: t.moment(told.at) }),
        t(kept ? 'mail.grouped.kept-next' : 'mail.grouped.absorbed-next'),
        t('mail.reference', { reference: told.reference }),
        t('mail.grouped.not-you'),
        { link },
        t('mail.grouped.or-call'),
        ...callSchools(t, told.schools),
    ]);
}
/** Words that say nothing of why a school must decide, nor of which school did. */
export function writeRequestNotice(t, sender, { what, side }, told) {
    return write(t, sender, t(`mail.request.${what}-subject`), [
        ...(what === 'void'
            ? [t('mail.request.void-kept'), t('mail.request.void-kept-next')]
            : [t(`mail.request.${what}-${side}`), t(`mail.request.${what}-${side}-next`)]),
        t('mail.reference', { reference: told.reference }),
        t(side === 'kept' ? 'mail.question' : 'mail.not-you'),
        ...callSchools(t, told.schools),
    ]);
}
export function writeBreakNotice(t, sender, told) {
    return write(t, sender, t('mail.broken.subject'), [
        t('mail.broken.what', { moment: t.moment(told.at), school: told.school.name }),
        t('mail.broken.next'),
        t('mail.reference', { reference: told.reference }),
        t('mail.question'),
        ...callSchools(t, [told.school]),
    ]);
}
export function writeRecoveryNotice(t, sender, moment, told) {
    const made = moment === 'made';
    return write(t, sender, t(made ? 'mail.recovery.made-subject' : 'mail.recovery.used-subject'), [
        t(made ? 'mail.recovery.made' : 'mail.recovery.used', { moment: t.moment(told.at), school: told.school.name }),
        t(made ? 'mail.recovery.made-next' : 'mail.recovery.used-next'),
        t('mail.not-you'),
        ...callSchools(t, [told.school]),
    ]);
}
export function writeIdentifiers(t, sender, found) {
    return write(t, sender, t('mail.identifiers.subject'), [
        t('mail.identifiers.why'),
        t('mail.identifiers.list', { count: found.length }),
        ...found.map(({ identifier, schools }) => schools.length === 0 ? identifier : t('mail.identifiers.one', { identifier, schools: t.list(schools) })),
        t('mail.identifiers.next'),
        t('mail.not-asked'),
    ]);
}
export function writeResetLink(t, sender, { identifier, link, until }) {
    return write(t, sender, t('mail.reset.subject'), [
        t('mail.reset.why', { identifier }),
        t('mail.reset.what-to-do'),
        { link },
        t('mail.reset.until', { moment: t.moment(until) }),
        t('mail.not-asked'),
    ]);
}
/** For an account that a link would not open: what its owner can do. */
export function writeResetAdvice(t, sender, advice, schools) {
    return write(t, sender, t('mail.reset.subject'), [
        t(`mail.reset.${advice}`),
        ...callSchools(t, schools),
        t('mail.not-asked'),
    ]);
}
export function writeSecurityNotice(t, sender, what, told) {
    return write(t, sender, t(`mail.security.${what}`), [
        t('mail.security.when', { what: t(`mail.security.${what}`), moment: t.moment(told.at) }),
        t('mail.security.nothing'),
        t('mail.not-you'),
        ...callSchools(t, told.schools),
    ]);
}
