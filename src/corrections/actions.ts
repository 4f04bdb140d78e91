// A correction asked by a parent, and its answer by the school that owns the register. Nothing of the register changes.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { childrenOf } from '../db/children.js';
import {
  answerCorrection,
  countOpenCorrections,
  deskCorrections,
  insertCorrection,
  ownCorrections,
  ownRecords,
} from '../db/corrections.js';
import type { Db } from '../db/open.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeReference } from '../kernel/reference.js';
import type { ParentSession } from '../signin/rules.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { type CorrectionField, type CorrectionSubject, openAtOnce, reasonLength } from './rules.js';

/** What the account may ask about: its owner as each school wrote him, and the children it sees. And what it asked. */
export async function readCorrections(deps: Deps, accountId: number) {
  const [records, children, asked] = await Promise.all([
    ownRecords(deps.db, accountId),
    childrenOf(deps.db, accountId),
    ownCorrections(deps.db, accountId),
  ]);
  // A school mends what its register still has.
  return { records: records.filter((one) => one.goneAt === null), children, asked };
}

export type CorrectionAsked = {
  readonly subject: CorrectionSubject;
  readonly field: CorrectionField;
  readonly wanted: string;
  readonly address: string;
};

export async function askCorrection(
  deps: Deps,
  session: ParentSession,
  asked: CorrectionAsked,
): Promise<Outcome<{ readonly reference: string }, 'not_seen' | 'enough'>> {
  const { accountId } = session;
  return await inTransaction<Outcome<{ readonly reference: string }, 'not_seen' | 'enough'>>(
    deps,
    async (tx, record) => {
      await lockAccounts(tx, [accountId]);
      const about = await findSubject(tx, accountId, asked.subject);
      if (about === undefined) return refused('not_seen');
      if ((await countOpenCorrections(tx, accountId)) >= openAtOnce) return refused('enough');
      const reference = composeReference('C', deps.random(8));
      const { field, wanted } = asked;
      const correctionId = await insertCorrection(tx, {
        ...about,
        reference,
        accountId,
        field,
        wanted,
        createdAt: deps.now(),
      });
      const actor = { type: 'parent', accountId, sessionId: session.id, address: asked.address } as const;
      record({ actor, kind: 'correction_asked', data: { accountId, correctionId, school: about.schoolUai } });
      return done({ reference });
    },
  );
}

async function findSubject(db: Db, accountId: number, subject: CorrectionSubject) {
  if (subject.kind === 'child') {
    const child = (await childrenOf(db, accountId)).find((one) => one.linkId === subject.linkId);
    return child && { schoolUai: child.schoolUai, guardianId: child.guardianId, pupilId: child.pupilId };
  }
  const own = (await ownRecords(db, accountId)).find(
    (one) => one.guardianId === subject.guardianId && one.goneAt === null,
  );
  return own && { schoolUai: own.schoolUai, guardianId: own.guardianId, pupilId: null };
}

const shownAtDesk = 200;

export async function readDeskCorrections(deps: Deps, desk: Desk) {
  await noteReading(deps, desk, 'corrections');
  return await deskCorrections(deps.db, desk.schoolUai, shownAtDesk);
}

export type CorrectionAnswer = {
  readonly reference: string;
  readonly state: 'corrected' | 'refused';
  readonly reason: string;
};

/** « Corrigé dans le registre », or refused with words that the parent reads. Answered once. */
export async function answerAsked(
  deps: Deps,
  desk: Desk,
  answer: CorrectionAnswer,
): Promise<Outcome<void, 'over' | 'not_allowed' | 'reason_missing'>> {
  const { schoolUai, staffId } = desk;
  const refusal = answer.state === 'refused';
  if (refusal && (answer.reason.length < reasonLength.min || answer.reason.length > reasonLength.max))
    return refused('reason_missing');
  return await inTransaction<Outcome<void, 'over' | 'not_allowed' | 'reason_missing'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'answer_correction'))) return refused('not_allowed');
    const { reference, state } = answer;
    const reason = refusal ? answer.reason : null;
    const written = await answerCorrection(tx, { schoolUai, reference, state, reason, staffId, now: deps.now() });
    if (written === undefined) return refused('over');
    const { id: correctionId, accountId } = written;
    record({
      actor: staffActor(desk),
      kind: 'correction_answered',
      data: { accountId, correctionId, school: schoolUai, state },
    });
    return done(undefined);
  });
}
