// A school looks at the pupils of its own register that look entered twice, and says which are two children.
import { inTransaction } from '../audit/actions.js';
import {
  type ComparedPupil,
  comparedPupils,
  guardiansOfPupils,
  type PupilGuardian,
  pairKey,
  pupilsToldApart,
  writeToldApart,
} from '../db/pupil-duplicates.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { familyNameKeys, firstNameKey } from '../people/rules.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { type PupilScore, pairPupils, scorePupils } from './pupil-rules.js';

type Shown = ComparedPupil & { readonly guardians: readonly PupilGuardian[] };
export type PupilPair = PupilScore & { readonly one: Shown; readonly other: Shown };

/** One record, or two of the same names: a parent may have been entered twice with his child. */
function shareGuardian(some: readonly PupilGuardian[], others: readonly PupilGuardian[]): boolean {
  const keys = ({ guardianId, firstName, familyName, usageName }: PupilGuardian): readonly string[] => [
    String(guardianId),
    ...[familyName, usageName ?? ''].flatMap(familyNameKeys).map((family) => `${firstNameKey(firstName)} ${family}`),
  ];
  const theirs = new Set(others.flatMap(keys));
  return some.flatMap(keys).some((key) => theirs.has(key));
}

/** Likeliest first; those told apart are not among them. */
export async function findPupilPairs(deps: Deps, desk: Desk): Promise<readonly PupilPair[]> {
  const { db } = deps;
  const { schoolUai } = desk;
  const apart = await pupilsToldApart(db, schoolUai);
  // Only of pairs whose names and births may be one child's are the guardians read.
  const likely = pairPupils(await comparedPupils(db, schoolUai)).filter(
    ([one, other]) =>
      !apart.has(pairKey(one.pupilId, other.pupilId)) &&
      [true, false].some((sameGuardian) => scorePupils(one, other, sameGuardian) !== undefined),
  );
  const ids = new Set(likely.flat().map(({ pupilId }) => pupilId));
  const guardians = await guardiansOfPupils(db, schoolUai, [...ids]);
  const shown = (pupil: ComparedPupil): Shown => ({ ...pupil, guardians: guardians.get(pupil.pupilId) ?? [] });
  return likely
    .flatMap(([first, second]) => {
      const [one, other] = [shown(first), shown(second)];
      const scored = scorePupils(first, second, shareGuardian(one.guardians, other.guardians));
      return scored === undefined ? [] : [{ ...scored, one, other }];
    })
    .sort((one, other) => other.weight - one.weight);
}

export async function readPupilPairs(deps: Deps, desk: Desk): Promise<readonly PupilPair[]> {
  await noteReading(deps, desk, 'duplicates');
  return await findPupilPairs(deps, desk);
}

export async function tellPupilsApart(
  deps: Deps,
  desk: Desk,
  asked: { readonly oneId: number; readonly otherId: number },
): Promise<Outcome<void, 'not_here' | 'not_allowed'>> {
  const { schoolUai, staffId } = desk;
  return await inTransaction<Outcome<void, 'not_here' | 'not_allowed'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'answer_duplicate'))) return refused('not_allowed');
    if (!(await writeToldApart(tx, { ...asked, schoolUai, staffId, now: deps.now() }))) return refused('not_here');
    const pupilIds = [asked.oneId, asked.otherId];
    record({ actor: staffActor(desk), kind: 'pupils_told_apart', data: { school: schoolUai, pupilIds } });
    return done(undefined);
  });
}
