// A school looks at the pairs of its own register that look like one person, and says what they are.
import { inTransaction } from '../audit/actions.js';
import { type CandidatePair, candidatePairs, writeAnswer } from '../db/duplicates.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { type DuplicateAnswer, type PairEvidence, type PairScore, scorePair } from './rules.js';

export type LikelyPair = CandidatePair & PairScore & { readonly evidence: readonly PairEvidence[] };

function score(pair: CandidatePair): LikelyPair | undefined {
  const evidence: PairEvidence[] = [];
  if (pair.sameMail) evidence.push('same_mail');
  if (pair.samePhone) evidence.push('same_phone');
  if (pair.samePupil) evidence.push('same_pupil');
  const scored = scorePair({ one: pair.one, other: pair.other, evidence });
  return scored && { ...pair, ...scored, evidence };
}

const onOneAccount = ({ one, other }: CandidatePair): boolean =>
  one.accountId !== null && one.accountId === other.accountId;

/** Likeliest first. */
export async function readDuplicates(deps: Deps, desk: Desk) {
  await noteReading(deps, desk, 'duplicates');
  const pairs = (await candidatePairs(deps.db, desk.schoolUai))
    .flatMap((pair) => score(pair) ?? [])
    .sort((one, other) => other.weight - one.weight);
  const said = (answer: DuplicateAnswer | null) => pairs.filter((pair) => pair.answer === answer);
  return {
    /** Nobody has said anything of them yet, and their parent has not put them together. */
    open: said(null).filter((pair) => !onOneAccount(pair)),
    /** One person with two accounts: a letter lets the parent put them together. */
    twoAccounts: said('same').filter((pair) => !onOneAccount(pair)),
    /** What the register itself should say otherwise. */
    toMend: pairs.filter((pair) => pair.answer === 'same' || (pair.answer === null && onOneAccount(pair))),
  };
}

export async function answerPair(
  deps: Deps,
  desk: Desk,
  asked: { readonly oneId: number; readonly otherId: number; readonly answer: DuplicateAnswer },
): Promise<Outcome<void, 'not_here' | 'not_allowed'>> {
  const { schoolUai, staffId } = desk;
  return await inTransaction<Outcome<void, 'not_here' | 'not_allowed'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'answer_duplicate'))) return refused('not_allowed');
    if (!(await writeAnswer(tx, { ...asked, schoolUai, staffId, now: deps.now() }))) return refused('not_here');
    const { answer, oneId, otherId } = asked;
    const actor = staffActor(desk);
    record({ actor, kind: 'duplicate_answered', data: { school: schoolUai, guardianIds: [oneId, otherId], answer } });
    return done(undefined);
  });
}
