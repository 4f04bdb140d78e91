// A request as one desk sees it: its own records on either side, the other side's names, and its own answer. Never the
// other schools, their pupils, or who of them answered what.
import { type DeskPupil, listDeskRequests, pupilsOfRecords } from '../db/desk-requests.js';
import { readAccountFacts, readSides } from '../db/grouping.js';
import { findRequest, readAskedSchools } from '../db/requests.js';
import type { Deps } from '../deps.js';
import type { Side } from '../grouping/rules.js';
import { noteReading } from '../journal/reading-actions.js';
import type { GuardianIdentity } from '../people/rules.js';
import { compareAccounts } from '../requests/likeness-rules.js';
import { fallOf, type RequestState, schoolsAnswerBy } from '../requests/rules.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';

const mostShown = 200;

export async function readRequests(deps: Deps, desk: Desk) {
  await noteReading(deps, desk, 'requests');
  return await listDeskRequests(deps.db, desk.schoolUai, deps.now(), mostShown);
}

/** A request that this school was asked about; any other is as if it did not exist. */
export async function readRequest(deps: Deps, desk: Desk, reference: string) {
  const row = await findRequest(deps.db, reference);
  const asked = row && (await readAskedSchools(deps.db, row.id)).find((school) => school.uai === desk.schoolUai);
  if (row === undefined || asked === undefined) return undefined;
  await noteReading(deps, desk, 'request', { reference });
  const state: RequestState = fallOf(row, deps.now()) === undefined ? row.state : 'void';
  const { createdAt } = row;
  const answer = asked.decision === null ? undefined : { ...asked, decision: asked.decision };
  const base = { reference, state, createdAt, answerBy: schoolsAnswerBy(createdAt), answer };
  // Once it is over, the records are where the card of their account shows them.
  if (state !== 'open' && state !== 'accepted') return { ...base, sides: undefined };
  return { ...base, sides: await readBothSides(deps, desk, row.keptId, row.absorbedId) };
}

async function readBothSides(deps: Deps, desk: Desk, keptId: number, absorbedId: number) {
  const facts = await readAccountFacts(deps.db, [keptId, absorbedId]);
  const sides = await readSides(deps.db, [...facts.values()]);
  const [kept, absorbed] = [sides.get(keptId), sides.get(absorbedId)];
  if (kept === undefined || absorbed === undefined) throw new Error('a side of a request was not loaded');
  const own = [...kept.records, ...absorbed.records].filter((record) => record.schoolUai === desk.schoolUai);
  const ownIds = own.map((record) => record.guardianId);
  const pupils = await pupilsOfRecords(deps.db, desk.schoolUai, ownIds);
  const seen = {
    kept: sideAtDesk(desk, kept, absorbed, pupils),
    absorbed: sideAtDesk(desk, absorbed, kept, pupils),
  };
  const names = (side: typeof seen.kept) => [...side.own, ...side.others];
  const shared = pupils.filter(
    (pupil) =>
      seen.kept.own.some((record) => record.guardianId === pupil.guardianId) &&
      pupils.some(
        (other) =>
          other.pupilId === pupil.pupilId && seen.absorbed.own.some((record) => record.guardianId === other.guardianId),
      ),
  );
  return {
    ...seen,
    likeness: compareAccounts(names(seen.absorbed), names(seen.kept)),
    /** Pupils of this school whose two guardians are on the two sides. */
    shared,
    /** A flag of this school: for who decides, and nobody else. */
    flagged: may(desk.role, 'answer_request') && own.some((record) => record.protected),
    /** « Ce n'est pas moi », of a record of this school. */
    contested: own.some((record) => record.contested),
  };
}

/** Its own records with their pupils; of the others the names alone, and only opposite to an own record. */
function sideAtDesk(desk: Desk, side: Side, opposite: Side, pupils: readonly DeskPupil[]) {
  const isOwn = (record: { readonly schoolUai: string }) => record.schoolUai === desk.schoolUai;
  const foreign = opposite.records.some(isOwn) ? side.records.filter((record) => !isOwn(record)) : [];
  const others: readonly GuardianIdentity[] = side.records.length === 0 ? side.pastIdentities : foreign;
  return {
    accountId: side.accountId,
    own: side.records.filter(isOwn).map((record) => ({
      ...nameOf(record),
      guardianId: record.guardianId,
      pupils: pupils.filter((pupil) => pupil.guardianId === record.guardianId),
    })),
    others: distinct(others.map(nameOf)),
  };
}

const nameOf = ({ civility, firstName, familyName, usageName }: GuardianIdentity): GuardianIdentity => ({
  civility,
  firstName,
  familyName,
  usageName,
});

const distinct = (names: readonly GuardianIdentity[]): readonly GuardianIdentity[] => [
  ...new Map(names.map((name) => [JSON.stringify(name), name])).values(),
];
