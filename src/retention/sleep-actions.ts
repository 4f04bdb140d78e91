// Accounts that nobody uses: two written warnings, then sleep.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { tellChanged } from '../db/outbox.js';
import { findSleepy, type SleepRow, writeSleep, writeSleepWarning } from '../db/retention.js';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../kernel/civil-date.js';
import { composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { retention, type SleepStep, sleepStep, type TidyCounts } from './rules.js';
import type { Tidying } from './tidying.js';

type Counts = Pick<TidyCounts, 'sleep_warnings' | 'last_sleep_warnings' | 'accounts_asleep'>;

const counted = { warn: 'sleep_warnings', warn_again: 'last_sleep_warnings', sleep: 'accounts_asleep' } as const;

function asked({ now, deps, atOnce, kept }: Tidying) {
  const { timeZone } = deps.config;
  const today = civilDateOf(now, timeZone);
  const before = (days: number) => startOfDay(addDays(today, 1 - days + retention.warningDays[0]), timeZone);
  return {
    today,
    limit: atOnce,
    unusedSince: before(kept.unusedDays),
    letterSince: before(kept.neverActivatedDays),
  };
}

export async function remindSleepers(tidying: Tidying): Promise<Counts> {
  const { deps, now, dryRun } = tidying;
  const query = asked(tidying);
  const counts = { sleep_warnings: 0, last_sleep_warnings: 0, accounts_asleep: 0 };
  for (let after = 0; ; ) {
    const rows = await findSleepy(deps.db, { ...query, after });
    for (const row of rows) {
      const due = sleepStep(row, now, deps.config.timeZone, tidying.kept);
      if (due === undefined) continue;
      const done = dryRun ? due : await take(tidying, row.id);
      if (done !== undefined) counts[counted[done.kind]] += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < query.limit) return counts;
    after = last.id;
  }
}

/** Does what is due for one account, as it is behind its lock: it may have been used meanwhile. */
async function take(tidying: Tidying, accountId: number): Promise<SleepStep | undefined> {
  const { deps, now } = tidying;
  return await inTransaction(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const [row] = await findSleepy(tx, { ...asked(tidying), after: 0 }, [accountId]);
    const due = row && sleepStep(row, now, deps.config.timeZone, tidying.kept);
    if (row === undefined || due === undefined) return undefined;
    const actor = { type: 'command' } as const;
    if (due.kind === 'sleep') {
      await writeSleep(tx, accountId, now);
      await tellChanged(tx, composeUuid(deps.random(16)), accountId, now);
      record({ kind: 'account_asleep', actor, data: { accountId, cause: due.cause } });
      return due;
    }
    const again = due.kind === 'warn_again';
    await writeSleepWarning(tx, accountId, again, now);
    record({ kind: 'sleep_warned', actor, data: { accountId, again } });
    if (row.confirmedMail) await queueMail(tx, deps, warningMail(row, due.sleepsOn, now));
    return due;
  });
}

const warningMail = ({ id }: SleepRow, sleepsOn: CivilDate, now: Date) =>
  ({ kind: 'sleep_warning', accountId: id, warnedAt: now.toISOString(), sleepsOn }) as const;
