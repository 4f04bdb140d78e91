// A school that does not answer is reminded by mail: whoever may answer there, three times at most for one request.
import { inTransaction } from '../audit/actions.js';
import { countDueReminders, countWaitingRequests, staffToRemind, takeDueReminders } from '../db/desk-requests.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Deps } from '../deps.js';
import { queueMail } from '../mail/queue.js';
import { may } from '../staff/rights-rules.js';
import { staffRoles } from '../staff/rules.js';
import { firstReminderDays, reminderDays, schoolsAnswerBy } from './rules.js';

const roles = staffRoles.filter((role) => may(role, 'answer_request'));

/** Reminds the schools of the answers that they owe since so many days; `dryRun` counts these. One mail for all of a school. */
export async function remindSchools(deps: Deps, dryRun: boolean): Promise<number> {
  const now = deps.now();
  const { reminderDays: set } = await readNetworkSettings(deps.db);
  const cutoffs = reminderDays(set ?? firstReminderDays).map((days) => new Date(now.getTime() - days * 86_400_000));
  if (cutoffs.length === 0) return 0;
  if (dryRun) return await countDueReminders(deps.db, now, cutoffs);
  return await inTransaction(deps, async (tx, record) => {
    const owed = await takeDueReminders(tx, now, cutoffs);
    for (const school of new Set(owed))
      for (const { staffId } of await staffToRemind(tx, { schoolUai: school, roles, now }))
        await queueMail(tx, deps, { kind: 'request_reminder', staffId, school });
    if (owed.length > 0)
      record({ kind: 'tidied', actor: { type: 'command' }, data: { what: 'request_reminders', count: owed.length } });
    return owed.length;
  });
}

export type ReminderTold = {
  readonly mail: string;
  readonly schoolName: string;
  readonly count: number;
  readonly oldest: Date;
  /** Then the network may decide. */
  readonly answerBy: Date;
};

/** What is still owed when the mail leaves; undefined when it is answered, or its reader may not answer any more. */
export async function findReminderTold(
  deps: Deps,
  { staffId, school }: { readonly staffId: number; readonly school: string },
): Promise<ReminderTold | undefined> {
  const now = deps.now();
  const { count, oldest } = await countWaitingRequests(deps.db, school, now);
  const [reader] = await staffToRemind(deps.db, { schoolUai: school, roles, now, staffId });
  if (reader === undefined || oldest === null) return undefined;
  return { ...reader, count, oldest, answerBy: schoolsAnswerBy(oldest) };
}
