// Schools, as an operator or a command adds and describes them.
import { inTransaction } from '../audit/actions.js';
import { openByDefaultAt } from '../db/catalogue.js';
import { findSchool, getSchoolName, insertSchool, writeSchool } from '../db/schools.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';
import type { NewSchool } from './rules.js';

export type AddRefusal = { readonly kind: 'not_allowed' } | { readonly kind: 'there'; readonly name: string };

/** Adds a school, or refuses with the name of the one that has its code. */
export async function addSchool(
  deps: Deps,
  school: NewSchool,
  by: By = 'command',
): Promise<Outcome<undefined, AddRefusal>> {
  return await inTransaction<Outcome<undefined, AddRefusal>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_schools');
    if (actor === undefined) return refused({ kind: 'not_allowed' });
    if (!(await insertSchool(tx, school, deps.now())))
      return refused({ kind: 'there', name: await getSchoolName(tx, school.uai) });
    await openByDefaultAt(tx, school.uai, civilDateOf(deps.now(), deps.config.timeZone));
    record({ kind: 'school_added', actor, data: { uai: school.uai } });
    return done(undefined);
  });
}

export async function readSchool(deps: Deps, uai: string): Promise<NewSchool | undefined> {
  return await findSchool(deps.db, uai);
}

/** Describes a school anew; what is not given stays. */
export async function describeSchool(
  deps: Deps,
  uai: string,
  given: Partial<Omit<NewSchool, 'uai'>>,
  by: By = 'command',
): Promise<Outcome<NewSchool, 'not_allowed' | 'no_school'>> {
  return await inTransaction<Outcome<NewSchool, 'not_allowed' | 'no_school'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_schools');
    if (actor === undefined) return refused('not_allowed');
    const held = await findSchool(tx, uai);
    if (held === undefined) return refused('no_school');
    const school = { ...held, ...given };
    await writeSchool(tx, school);
    record({ kind: 'school_described', actor, data: { uai } });
    return done(school);
  });
}
