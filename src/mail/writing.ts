// The words of the mails: each is a list of paragraphs, from which the plain text and the HTML are both made.
import { Fragment, h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { GroupingTold, IdentifierTold, SchoolActTold, SchoolToCall } from '../db/mails.js';
import type { T } from '../i18n/translator.js';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { actsOfSchools, type RequestMoment, type ResetAdvice, type SecurityAct } from './rules.js';

export type Written = { readonly subject: string; readonly text: string; readonly html: string };

export type Paragraph = string | { readonly link: string };

export type Sender = { readonly network: string; readonly address: string };

/** A mail of these paragraphs, with its greeting and its signature. */
export function write(t: T, sender: Sender, subject: string, body: readonly Paragraph[]): Written {
  const paragraphs: readonly Paragraph[] = [
    t('mail.hello'),
    ...body,
    t('mail.signature', { network: sender.network }),
    { link: sender.address },
    t('mail.no-reply'),
  ];
  const text = paragraphs.map((one) => (typeof one === 'string' ? one : one.link)).join('\n\n');
  const html = h(
    'html',
    { lang: t.locale, dir: t.dir },
    h('head', null, h('meta', { charset: 'utf-8' }), h('title', null, subject)),
    h('body', null, h(Fragment, null, paragraphs.map(paragraphOf))),
  );
  return { subject, text: `${text}\n`, html: `<!doctype html>${renderToString(html)}` };
}

const paragraphOf = (one: Paragraph): VNode =>
  h('p', null, typeof one === 'string' ? one : h('a', { href: one.link }, one.link));

function callSchools(t: T, schools: readonly SchoolToCall[]): string[] {
  return schools.map(({ name, phone }) =>
    phone === '' ? t('mail.call-school-no-phone', { school: name }) : t('mail.call-school', { school: name, phone }),
  );
}

export function writeConfirmation(t: T, sender: Sender, link: string, until: Date): Written {
  return write(t, sender, t('mail.confirm.subject'), [
    t('mail.confirm.why', { network: sender.network }),
    t('mail.confirm.what-to-do'),
    { link },
    t('mail.confirm.until', { moment: t.moment(until) }),
    t('mail.confirm.not-you'),
  ]);
}

export function writeGroupingNotice(
  t: T,
  sender: Sender,
  side: 'kept' | 'absorbed',
  told: GroupingTold,
  link: string,
): Written {
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
export function writeRequestNotice(
  t: T,
  sender: Sender,
  { what, side }: { readonly what: RequestMoment; readonly side: 'kept' | 'absorbed' },
  told: GroupingTold,
): Written {
  return write(t, sender, t(`mail.request.${what}-subject`), [
    ...(what === 'void'
      ? [t('mail.request.void-kept'), t('mail.request.void-kept-next')]
      : [t(`mail.request.${what}-${side}`), t(`mail.request.${what}-${side}-next`)]),
    t('mail.reference', { reference: told.reference }),
    t(side === 'kept' ? 'mail.question' : 'mail.not-you'),
    ...callSchools(t, told.schools),
  ]);
}

export function writeBreakNotice(t: T, sender: Sender, told: SchoolActTold): Written {
  return write(t, sender, t('mail.broken.subject'), [
    t('mail.broken.what', { moment: t.moment(told.at), school: told.school.name }),
    t('mail.broken.next'),
    t('mail.reference', { reference: told.reference }),
    t('mail.question'),
    ...callSchools(t, [told.school]),
  ]);
}

export function writeRecoveryNotice(t: T, sender: Sender, moment: 'made' | 'used', told: SchoolActTold): Written {
  const made = moment === 'made';
  return write(t, sender, t(made ? 'mail.recovery.made-subject' : 'mail.recovery.used-subject'), [
    t(made ? 'mail.recovery.made' : 'mail.recovery.used', { moment: t.moment(told.at), school: told.school.name }),
    t(made ? 'mail.recovery.made-next' : 'mail.recovery.used-next'),
    t('mail.not-you'),
    ...callSchools(t, [told.school]),
  ]);
}

export function writeIdentifiers(t: T, sender: Sender, found: readonly IdentifierTold[]): Written {
  return write(t, sender, t('mail.identifiers.subject'), [
    t('mail.identifiers.why'),
    t('mail.identifiers.list', { count: found.length }),
    ...found.map(({ identifier, schools }) =>
      schools.length === 0 ? identifier : t('mail.identifiers.one', { identifier, schools: t.list(schools) }),
    ),
    t('mail.identifiers.next'),
    t('mail.not-asked'),
  ]);
}

export function writeResetLink(
  t: T,
  sender: Sender,
  { identifier, link, until }: { readonly identifier: string; readonly link: string; readonly until: Date },
): Written {
  return write(t, sender, t('mail.reset.subject'), [
    t('mail.reset.why', { identifier }),
    t('mail.reset.what-to-do'),
    { link },
    t('mail.reset.until', { moment: t.moment(until) }),
    t('mail.not-asked'),
  ]);
}

/** For an account that a link would not open: what its owner can do. */
export function writeResetAdvice(
  t: T,
  sender: Sender,
  advice: Exclude<ResetAdvice, 'link'>,
  schools: readonly SchoolToCall[],
): Written {
  return write(t, sender, t('mail.reset.subject'), [
    t(`mail.reset.${advice}`),
    ...callSchools(t, schools),
    t('mail.not-asked'),
  ]);
}

/** Keeps a second factor, until the hour that the school's asking is done. */
export type StopLink = { readonly link: string; readonly dueAt: Date };

export function writeSecurityNotice(
  t: T,
  sender: Sender,
  what: SecurityAct,
  told: {
    readonly at: Date;
    readonly schools: readonly SchoolToCall[];
    readonly stop: StopLink | undefined;
  },
): Written {
  const said = what === 'factor_reset_stopped' ? t('history.factor_reset_stopped') : t(`mail.security.${what}`);
  return write(t, sender, said, [
    t('mail.security.when', { what: said, moment: t.moment(told.at) }),
    ...(told.stop === undefined
      ? []
      : [
          t('mail.security.reset-when', { moment: t.moment(told.stop.dueAt) }),
          t('mail.security.reset-stop'),
          { link: told.stop.link },
        ]),
    // Somebody said « ce n'est pas moi »: neither « c'est vous » nor « ce n'est pas vous » would be true of its owner.
    ...(what === 'account_frozen' || what === 'children_hidden'
      ? [t('objection.then-school'), t('mail.question')]
      : actsOfSchools.includes(what)
        ? [t('mail.question')]
        : [t('mail.security.nothing'), t('mail.not-you')]),
    ...callSchools(t, told.schools),
  ]);
}

/** A page to sign in, not a link that does: a warning that somebody else reads must open nothing. */
export function writeSleepWarning(t: T, sender: Sender, identifier: string, sleepsOn: CivilDate): Written {
  const day = t.day(sleepsOn);
  return write(t, sender, t('mail.sleep.subject', { day }), [
    t('mail.sleep.why', { identifier }),
    t('mail.sleep.what', { day }),
    t('mail.sleep.what-to-do'),
    { link: `${sender.address}${href('signIn')}` },
    t('mail.sleep.afterwards'),
  ]);
}
