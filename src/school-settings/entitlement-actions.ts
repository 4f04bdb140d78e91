// Which guardians of a school have an account: seen before it is done, then applied as an import would.
import { makeAccounts } from '../accounts/actions.js';
import { inTransaction } from '../audit/actions.js';
import { countOpenings, findEntitlement, planEntitlement, writeEntitlement } from '../db/entitlement.js';
import type { Tx } from '../db/open.js';
import { tellLinks } from '../db/outbox.js';
import { applyLinks, lockPlannedAccounts, raiseTouchedVersions } from '../db/roster-apply.js';
import { countNewAccounts, planChildless } from '../db/roster-figures.js';
import { lockSchools, type Run } from '../db/roster-plan.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import type { LinkLevel } from '../people/rules.js';
import { actorFor, type By } from '../staff/rights.js';
import type { EntitlementChange } from './entitlement-rules.js';

type Planned = { readonly change: EntitlementChange; readonly run: Run };

export async function readEntitlement(deps: Deps, schoolUai: string): Promise<LinkLevel | undefined> {
  return (await findEntitlement(deps.db, schoolUai))?.entitles;
}

/** What the choice would change; undefined for a school that does not exist. Nothing is written. */
export async function previewEntitlement(
  deps: Deps,
  schoolUai: string,
  to: LinkLevel,
): Promise<EntitlementChange | undefined> {
  return await inTransaction(deps, async (tx) => (await plan(tx, schoolUai, to))?.change);
}

export type EntitlementOrder = {
  readonly schoolUai: string;
  readonly to: LinkLevel;
  /** What the person was shown: anything else is shown again first. */
  readonly shown?: string;
};

export async function setEntitlement(
  deps: Deps,
  by: By,
  order: EntitlementOrder,
): Promise<Outcome<EntitlementChange, 'not_allowed' | 'no_school' | 'changed'>> {
  const { schoolUai, to } = order;
  return await inTransaction<Outcome<EntitlementChange, 'not_allowed' | 'no_school' | 'changed'>>(
    deps,
    async (tx, record) => {
      const actor = await actorFor(deps, tx, by, 'set_entitlement');
      if (actor === undefined) return refused('not_allowed');
      const planned = await plan(tx, schoolUai, to);
      if (planned === undefined) return refused('no_school');
      const { change, run } = planned;
      if (order.shown !== undefined && order.shown !== signOf(change)) return refused('changed');
      if (change.from === to) return done(change);
      const now = deps.now();
      await lockPlannedAccounts(tx, run);
      await writeEntitlement(tx, schoolUai, to);
      await applyLinks(tx, now);
      await raiseTouchedVersions(tx);
      const accountsCreated = await makeAccounts(tx, deps, now);
      await tellLinks(tx, composeUuid(deps.random(16)), now);
      const { from, opened, shut } = change;
      record({ actor, kind: 'entitlement_set', data: { school: schoolUai, from, to, opened, shut, accountsCreated } });
      return done(change);
    },
  );
}

/** The figures in one line: a form carries it, and the act compares. */
export const signOf = (change: EntitlementChange): string =>
  [
    change.from,
    change.to,
    change.gaining,
    change.opened,
    change.accounts,
    change.losing,
    change.shut,
    change.childless,
  ].join('.');

/** No import of this school between the plan and what is made of it: both hold its lock. */
async function plan(tx: Tx, schoolUai: string, to: LinkLevel): Promise<Planned | undefined> {
  await lockSchools(tx, [schoolUai]);
  const school = await findEntitlement(tx, schoolUai);
  if (school === undefined) return undefined;
  const source = school.registerSource ?? 'siecle';
  const run = { id: 0, source, hasGuardians: true, hasPupils: true, spansSchools: source === 'aaf' };
  await planEntitlement(tx, schoolUai, run, to);
  const openings = await countOpenings(tx);
  // Without a change nothing is planned, whatever else waits for the next import.
  const accounts = school.entitles === to ? 0 : await countNewAccounts(tx, run);
  return { run, change: { from: school.entitles, to, ...openings, accounts, childless: await planChildless(tx) } };
}
