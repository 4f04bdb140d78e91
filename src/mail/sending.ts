// From a promised job to a mail that has left. The same job makes the same mail at each try: same token, same
// Message-ID, so that a mail server that answered too late does not make a second one.

import type { TokenPurpose } from '../accounts/rules.js';
import { inTransaction } from '../audit/actions.js';
import { saveResetLink } from '../db/factor-resets.js';
import { findMailLanguage } from '../db/mail-language.js';
import {
  findBreakTold,
  findGroupingTold,
  findIdentifiers,
  findLetterTold,
  findProvedMail,
  findRequestTold,
  findResetTold,
  findSchool,
  findSchoolsOf,
  findSleepTold,
  findUnprovedMail,
  saveMailToken,
} from '../db/mails.js';
import { saveObjectionLink } from '../db/objections.js';
import { findStaffPerson } from '../db/staff.js';
import { findTokenTold } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import { type ObjectionSide, objectionDays } from '../grouping/rules.js';
import { defaultLocale } from '../i18n/locales.js';
import { spokenLanguage } from '../i18n/messages.js';
import { type T, translator } from '../i18n/translator.js';
import { never } from '../kernel/outcome.js';
import { networkNameOf } from '../look/actions.js';
import { findReminderTold } from '../requests/reminding-actions.js';
import { href } from '../routes.js';
import { type MailJob, resetAdvice } from './rules.js';
import { writeRequestReminder, writeStaffNotice, writeTokenNotice } from './staff-writing.js';
import { hashMailToken, mintMailToken } from './tokens.js';
import { type Mail, MailRefused } from './transport.js';
import {
  type Sender,
  type StopLink,
  type Written,
  writeBreakNotice,
  writeConfirmation,
  writeGroupingNotice,
  writeIdentifiers,
  writeRecoveryNotice,
  writeRequestNotice,
  writeResetAdvice,
  writeResetLink,
  writeSecurityNotice,
  writeSleepWarning,
} from './writing.js';

const confirmationHours = 72;
const resetMinutes = 30;

type Ready = { readonly to: string; readonly written: Written };

/** What the mail says now, or undefined when there is nothing to say any more. */
async function prepare(deps: Deps, job: MailJob, jobId: string): Promise<Ready | undefined> {
  const chosen = spokenLanguage(await findMailLanguage(deps.db, job));
  const t = translator(chosen ?? defaultLocale, deps.config.timeZone);
  const sender: Sender = { network: await networkNameOf(deps), address: deps.config.publicUrl };
  switch (job.kind) {
    case 'confirm_mail':
      return await prepareConfirmation(deps, t, job.accountId, jobId, sender);
    case 'grouping_notice': {
      const told = await findGroupingTold(deps.db, job.groupingId, job.side);
      if (told === undefined) return undefined;
      const link = await objectionLink(deps, job, jobId);
      return { to: job.to, written: writeGroupingNotice(t, sender, job.side, told, link) };
    }
    case 'request_notice': {
      const told = await findRequestTold(deps.db, job);
      return told && { to: job.to, written: writeRequestNotice(t, sender, job, told) };
    }
    case 'request_reminder': {
      const told = await findReminderTold(deps, job);
      return told && { to: told.mail, written: writeRequestReminder(t, sender, told) };
    }
    case 'token_notice': {
      const told = await findTokenTold(deps.db, job.tokenId, job.staffId);
      return told && { to: told.mail, written: writeTokenNotice(t, sender, job.what, told) };
    }
    case 'staff_notice': {
      const person = await findStaffPerson(deps.db, job.staffId);
      return person && { to: person.mail, written: writeStaffNotice(t, sender, job.what, new Date(job.at)) };
    }
    case 'break_notice': {
      const told = await findBreakTold(deps.db, job.breakId);
      return told && { to: job.to, written: writeBreakNotice(t, sender, told) };
    }
    case 'recovery_letter_notice': {
      const told = await findLetterTold(deps.db, job.letterId, job.moment);
      return told && { to: job.to, written: writeRecoveryNotice(t, sender, job.moment, told) };
    }
    case 'reset_password':
      return await prepareReset(deps, t, job.identifier, jobId, sender);
    case 'identifiers': {
      const found = await findIdentifiers(deps.db, job.to);
      const [first] = found;
      return first && { to: first.mail, written: writeIdentifiers(t, sender, found) };
    }
    case 'security_notice': {
      const to = job.to ?? (await findProvedMail(deps.db, job.accountId));
      const schools = await (job.school === undefined
        ? findSchoolsOf(deps.db, job.accountId)
        : findSchool(deps.db, job.school));
      const stop = job.resetId === undefined ? undefined : await stopLink(deps, job.resetId, jobId);
      return to === undefined
        ? undefined
        : { to, written: writeSecurityNotice(t, sender, job.what, { at: new Date(job.at), schools, stop }) };
    }
    case 'sleep_warning': {
      const told = await findSleepTold(deps.db, job.accountId, new Date(job.warnedAt));
      return told && { to: told.mail, written: writeSleepWarning(t, sender, told.identifier, job.sleepsOn) };
    }
    default:
      return never(job);
  }
}

async function prepareConfirmation(
  deps: Deps,
  t: T,
  accountId: number,
  jobId: string,
  sender: Sender,
): Promise<Ready | undefined> {
  const mail = await findUnprovedMail(deps.db, accountId);
  if (mail === undefined) return undefined;
  const minutes = confirmationHours * 60;
  const kept = await keepToken(deps, { accountId, purpose: 'confirm_mail', subject: mail, minutes }, jobId);
  if (kept === undefined) return undefined;
  const { token, expiresAt } = kept;
  const link = `${sender.address}${href('mailToken', { token })}`;
  return { to: mail, written: writeConfirmation(t, sender, link, expiresAt) };
}

/** Nothing for an identifier that does not exist, is closed, or has no proved address. */
async function prepareReset(
  deps: Deps,
  t: T,
  identifier: string,
  jobId: string,
  sender: Sender,
): Promise<Ready | undefined> {
  const told = await findResetTold(deps.db, identifier);
  const advice = told && resetAdvice(told.state);
  if (told === undefined || advice === undefined) return undefined;
  const { accountId, mail: to } = told;
  if (advice !== 'link')
    return { to, written: writeResetAdvice(t, sender, advice, await findSchoolsOf(deps.db, accountId)) };
  const wanted = { accountId, purpose: 'reset_password', minutes: resetMinutes } as const;
  const kept = await keepToken(deps, wanted, jobId);
  if (kept === undefined) return undefined;
  const { token, expiresAt } = kept;
  const link = `${sender.address}${href('resetToken', { token })}`;
  return { to, written: writeResetLink(t, sender, { identifier, link, until: expiresAt }) };
}

/** « Ce n'est pas moi »: it belongs to the grouping, so it lives on when either account closes. */
async function objectionLink(
  deps: Deps,
  { groupingId, side }: { readonly groupingId: number; readonly side: ObjectionSide },
  jobId: string,
): Promise<string> {
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + objectionDays * 86_400_000);
  const token = mintMailToken(deps.keys, 'object_grouping', jobId);
  const tokenHash = hashMailToken(deps.keys, 'object_grouping', token);
  await inTransaction(deps, (tx) => saveObjectionLink(tx, { tokenHash, groupingId, side, now, expiresAt }));
  return `${deps.config.publicUrl}${href('objectionToken', { token })}`;
}

/** Stops the reset of a second factor, until its hour has come. */
async function stopLink(deps: Deps, resetId: number, jobId: string): Promise<StopLink | undefined> {
  const token = mintMailToken(deps.keys, 'stop_factor_reset', jobId);
  const hash = hashMailToken(deps.keys, 'stop_factor_reset', token);
  const dueAt = await inTransaction(deps, (tx) => saveResetLink(tx, resetId, hash));
  return dueAt && { link: `${deps.config.publicUrl}${href('stopResetToken', { token })}`, dueAt };
}

/** The token of this job's mail, kept as a hash: the same at each try of the job, living from the last one, undefined when dead. */
async function keepToken(
  deps: Deps,
  wanted: {
    readonly accountId: number;
    readonly purpose: TokenPurpose;
    readonly subject?: string;
    readonly minutes: number;
  },
  jobId: string,
): Promise<{ readonly token: string; readonly expiresAt: Date } | undefined> {
  const { minutes, ...kept } = wanted;
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  const token = mintMailToken(deps.keys, wanted.purpose, jobId);
  const tokenHash = hashMailToken(deps.keys, wanted.purpose, token);
  const saved = await inTransaction(deps, (tx) => saveMailToken(tx, { ...kept, tokenHash, now, expiresAt }));
  return saved ? { token, expiresAt } : undefined;
}

async function send(deps: Deps, job: MailJob, jobId: string): Promise<void> {
  const ready = await prepare(deps, job, jobId);
  if (ready === undefined) {
    deps.log.info({ mail: job.kind, job: jobId }, 'mail no longer needed');
    return;
  }
  const { mailFrom: from } = deps.config;
  const networkName = await networkNameOf(deps);
  const mail: Mail = {
    messageId: `<${jobId}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    from: { name: networkName, address: from },
    to: ready.to,
    ...ready.written,
  };
  try {
    await deps.mail.send(mail);
    deps.log.info({ mail: job.kind, job: jobId }, 'mail sent');
  } catch (error) {
    if (!(error instanceof MailRefused)) {
      deps.log.warn({ mail: job.kind, job: jobId, error: messageOf(error) }, 'mail delayed');
      throw error;
    }
    // The other side will never take it: no later try would help.
    deps.log.warn({ mail: job.kind, job: jobId, status: error.status }, 'mail refused');
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Sends mails as they are promised, until the queues close. */
export async function sendMails(deps: Deps): Promise<void> {
  await deps.jobs.work('mail', (job, jobId) => send(deps, job, jobId));
}

/** Sends now every mail that is due (or, with `evenLater`, waits for another try). Returns how many were tried. */
export async function deliverMails(deps: Deps, options?: { readonly evenLater?: boolean }): Promise<number> {
  return await deps.jobs.drain('mail', (job, jobId) => send(deps, job, jobId), options);
}
