// How long what is kept. Days are civil days of the network: what happened on a day is over when that many days have
// passed since, whatever the hour.
import { addDays, type CivilDate, civilDateOf, monthsBefore, startOfDay } from '../kernel/civil-date.js';

export const retention = {
  /** Without a session, an active account falls asleep. */
  unusedDays: 365,
  /** From its last letter, an account that was never activated does. */
  neverActivatedDays: 90,
  /** The two written warnings come this many days before. */
  warningDays: [30, 7],
  /** Without a right, an account closes; out of its register, a record is erased (order of 30 November 2006). */
  rightlessMonths: 3,
  goneMonths: 3,
  /** Sessions, letters, audit events, import reports, wrong tries, reasons, closed accounts' passwords (CNIL 2021-122). */
  logMonths: 12,
  /** What served once and may still have to say why it no longer does: links of mails, proofs that wait, activations. */
  spentDays: 30,
  /** Mails that left, contacts of closed accounts: until the last mail of the closing has surely left. */
  mailDays: 7,
  /** Letters made at the desk that nobody fetched. */
  deskLetterDays: 7,
  /** Files sent to a desk that nobody applied. */
  uploadDays: 7,
} as const;

/** What operators of a network may set otherwise, within bounds. */
export type Kept = { readonly unusedDays: number; readonly neverActivatedDays: number; readonly logMonths: number };

/** What holds: as set, else as it comes. */
export const keptWith = (set: Readonly<Record<keyof Kept, number | null>>): Kept => ({
  unusedDays: set.unusedDays ?? retention.unusedDays,
  neverActivatedDays: set.neverActivatedDays ?? retention.neverActivatedDays,
  logMonths: set.logMonths ?? retention.logMonths,
});

export type SleepCause = 'unused' | 'never_activated';

export type SleepFacts = {
  readonly state: 'active' | 'to_activate';
  /** Of an active account: its last session, password or activation. Of another: its last letter. */
  readonly lastUse: Date;
  readonly warnedAt: Date | null;
  readonly warnedAgainAt: Date | null;
};

export type SleepStep =
  /** `sleepsOn`: the first day on which it may fall asleep. */
  | { readonly kind: 'warn'; readonly sleepsOn: CivilDate }
  | { readonly kind: 'warn_again'; readonly sleepsOn: CivilDate }
  | { readonly kind: 'sleep'; readonly cause: SleepCause };

const later = (one: CivilDate, other: CivilDate): CivilDate => (one > other ? one : other);

/**
 * What is due today for an account. Nobody falls asleep unwarned: where warnings came late (the command was not run),
 * all that follows is as much later. A use after a warning makes it void.
 */
export function sleepStep(
  facts: SleepFacts,
  now: Date,
  timeZone: string,
  kept: Kept = retention,
): SleepStep | undefined {
  const dayOf = (instant: Date) => civilDateOf(instant, timeZone);
  const today = dayOf(now);
  const [first, second] = retention.warningDays;
  const since = (warned: Date | null) => (warned !== null && warned > facts.lastUse ? warned : undefined);
  const warned = since(facts.warnedAt);
  const warnedAgain = warned && since(facts.warnedAgainAt);
  const days = facts.state === 'active' ? kept.unusedDays : kept.neverActivatedDays;
  const due = addDays(dayOf(facts.lastUse), days);
  if (warned === undefined) {
    const sleepsOn = later(due, addDays(today, first));
    return today >= addDays(due, -first) ? { kind: 'warn', sleepsOn } : undefined;
  }
  if (warnedAgain === undefined) {
    const day = later(addDays(due, -second), addDays(dayOf(warned), first - second));
    return today >= day ? { kind: 'warn_again', sleepsOn: later(due, addDays(today, second)) } : undefined;
  }
  const day = later(due, addDays(dayOf(warnedAgain), second));
  if (today < day) return undefined;
  return { kind: 'sleep', cause: facts.state === 'active' ? 'unused' : 'never_activated' };
}

/** What happened before these instants is old enough. */
export type Cutoffs = {
  readonly log: Date;
  /** Counts of wrong tries live longer than any letter, whatever is set: to forget them would give new tries. */
  readonly tries: Date;
  readonly rightless: Date;
  readonly gone: Date;
  readonly spent: Date;
  readonly mail: Date;
  readonly deskLetter: Date;
  readonly upload: Date;
};

export function cutoffsAt(now: Date, timeZone: string, kept: Pick<Kept, 'logMonths'> = retention): Cutoffs {
  const today = civilDateOf(now, timeZone);
  const after = (day: CivilDate) => startOfDay(addDays(day, 1), timeZone);
  const daysAgo = (days: number) => after(addDays(today, -days));
  const monthsAgo = (months: number) => after(monthsBefore(today, months));
  return {
    log: monthsAgo(kept.logMonths),
    tries: monthsAgo(retention.logMonths),
    rightless: monthsAgo(retention.rightlessMonths),
    gone: monthsAgo(retention.goneMonths),
    spent: daysAgo(retention.spentDays),
    mail: daysAgo(retention.mailDays),
    deskLetter: daysAgo(retention.deskLetterDays),
    upload: daysAgo(retention.uploadDays),
  };
}

/** The kinds of work, in the order in which they are done: none of them makes work for a later one of the same run. */
export const tidyKinds = [
  'intents',
  'sign_ons',
  'tickets',
  'saml_requests',
  'second_steps',
  'staff_second_steps',
  'activations',
  'sessions',
  'letters',
  'program_answers',
  'program_days',
  'tokens',
  'objection_links',
  'client_grants',
  'client_requests',
  'federation_steps',
  'linked_identities',
  'staff_identities',
  'client_proofs',
  'tries',
  'mails',
  'imports',
  'letter_batches',
  'uploads',
  'staging',
  'factors',
  'factor_resets',
  'staff_codes',
  'recovery_codes',
  'approvals',
  'requests',
  'readings',
  'outbox',
  'deliveries',
  'protections',
  'corrections',
  'break_reasons',
  'closed_contacts',
  'closed_passwords',
  'requests_void',
  'request_reminders',
  'events',
  'desk_letters',
  'upload_files',
  'accounts_closed',
  'rights_lost',
  'rights_regained',
  'guardians_erased',
  'pupils_erased',
  'sleep_warnings',
  'last_sleep_warnings',
  'accounts_asleep',
] as const;
export type TidyKind = (typeof tidyKinds)[number];
export type TidyCounts = Readonly<Record<TidyKind, number>>;
