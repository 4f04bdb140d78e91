// Who decides a request: each school that was asked, or the operator when they did not.
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { readAccountFacts, readSides } from '../db/grouping.js';
import type { Tx } from '../db/open.js';
import {
  findRequest,
  listOpenRequests,
  type RequestRow,
  readAskedSchools,
  writeAnswer,
  writeDecision,
} from '../db/requests.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, holdsRight } from '../staff/rights.js';
import { type ActingAt, type Operator, staffActor } from '../staff/rules.js';
import { voidRequest } from './opening-actions.js';
import {
  confirmableUntil,
  fallOf,
  operatorMayDecide,
  outcomeOf,
  type RequestDecision,
  readReason,
  schoolsAnswerBy,
} from './rules.js';
import { tellBothSides } from './telling-actions.js';

export type DecisionRefusal =
  /** No such request, or this school was not asked. */
  | 'no_request'
  /** Decided, withdrawn or void: nothing to answer any more. */
  | 'over'
  /** This school has answered. */
  | 'answered'
  | 'not_allowed'
  | 'reason_missing';

type Given = { readonly decision: RequestDecision; readonly reason: string };

/** One school's answer. The last acceptance accepts the request, the first refusal ends it. */
export async function answerRequest(
  deps: Deps,
  desk: ActingAt,
  reference: string,
  given: Given,
): Promise<Outcome<RequestDecision | 'open', DecisionRefusal>> {
  const { schoolUai, staffId } = desk;
  const reason = readReason(given.reason);
  return await inTransaction<Outcome<RequestDecision | 'open', DecisionRefusal>>(deps, async (tx, record) => {
    const request = await lockRequest(tx, reference);
    const asked = request && (await readAskedSchools(tx, request.id)).find((school) => school.uai === schoolUai);
    if (request === undefined || asked === undefined) return refused('no_request');
    if (!(await holdsRight(deps, tx, desk, 'answer_request'))) return refused('not_allowed');
    if (asked.decision !== null) return refused('answered');
    if (!(await stands(tx, deps, record, request))) return refused('over');
    if (reason === undefined) return refused('reason_missing');
    const now = deps.now();
    const { id: requestId } = request;
    if (!(await writeAnswer(tx, { requestId, schoolUai, decision: given.decision, staffId, reason, now })))
      return refused('answered');
    const state = outcomeOf((await readAskedSchools(tx, requestId)).map((school) => school.decision));
    const actor = staffActor(desk);
    record({
      kind: 'request_answered',
      actor,
      data: { requestId, school: schoolUai, decision: given.decision, state },
    });
    if (state !== 'open') await decide(tx, deps, request, state, null);
    return done(state);
  });
}

export type OperatorRefusal =
  | { readonly kind: 'no_request' | 'over' | 'reason_missing' | 'not_allowed' }
  /** The schools have until this day. */
  | { readonly kind: 'too_early'; readonly from: Date };

/** The operator decides in the place of schools that did not, or when there is none to ask. */
export async function decideAsOperator(
  deps: Deps,
  by: 'command' | Operator,
  reference: string,
  given: Given,
): Promise<Outcome<RequestDecision, OperatorRefusal>> {
  const reason = readReason(given.reason);
  return await inTransaction<Outcome<RequestDecision, OperatorRefusal>>(deps, async (tx, record) => {
    const request = await lockRequest(tx, reference);
    if (request === undefined) return refused({ kind: 'no_request' });
    const actor = await actorFor(deps, tx, by, 'decide_request');
    if (actor === undefined) return refused({ kind: 'not_allowed' });
    if (!(await stands(tx, deps, record, request))) return refused({ kind: 'over' });
    const schools = (await readAskedSchools(tx, request.id)).length;
    if (!operatorMayDecide({ createdAt: request.createdAt, schools }, deps.now()))
      return refused({ kind: 'too_early', from: schoolsAnswerBy(request.createdAt) });
    if (reason === undefined) return refused({ kind: 'reason_missing' });
    const { decision } = given;
    await decide(tx, deps, request, decision, reason);
    const data = { requestId: request.id, school: null, decision, state: decision };
    record({ kind: 'request_answered', actor, data });
    return done(decision);
  });
}

/** The request, read behind the locks of both accounts. */
async function lockRequest(tx: Tx, reference: string): Promise<RequestRow | undefined> {
  const found = await findRequest(tx, reference);
  if (found === undefined) return undefined;
  await lockAccounts(tx, [found.keptId, found.absorbedId]);
  return await findRequest(tx, reference);
}

/** Can it be decided? One whose accounts changed ends here. */
async function stands(tx: Tx, deps: Deps, record: RecordEvent, request: RequestRow): Promise<boolean> {
  if (request.state !== 'open') return false;
  const fell = fallOf(request, deps.now());
  if (fell !== undefined) await voidRequest(tx, deps, record, request, fell);
  return fell === undefined;
}

async function decide(
  tx: Tx,
  deps: Deps,
  request: RequestRow,
  decision: RequestDecision,
  operatorReason: string | null,
): Promise<void> {
  const now = deps.now();
  await writeDecision(tx, {
    requestId: request.id,
    decision,
    operatorReason,
    expiresAt: confirmableUntil(now),
    now,
  });
  const facts = await readAccountFacts(tx, [request.keptId, request.absorbedId]);
  const mailOf = (id: number) => ({ confirmedMail: facts.get(id)?.confirmedMail ?? null });
  await tellBothSides(tx, deps, request.id, decision, {
    kept: mailOf(request.keptId),
    absorbed: mailOf(request.absorbedId),
  });
}

/** What waits for somebody, for the operator. */
export async function listForOperator(deps: Deps) {
  const now = deps.now();
  return (await listOpenRequests(deps.db, now)).map((request) => ({
    ...request,
    mayDecide: operatorMayDecide({ createdAt: request.createdAt, schools: request.schools.length }, now),
    schoolsUntil: schoolsAnswerBy(request.createdAt),
  }));
}

/** One request with the names of both sides, for the operator alone: he answers for the whole network. */
export async function readForOperator(deps: Deps, reference: string) {
  const request = await findRequest(deps.db, reference);
  if (request === undefined) return undefined;
  const facts = await readAccountFacts(deps.db, [request.keptId, request.absorbedId]);
  const sides = await readSides(deps.db, [...facts.values()]);
  const schools = await readAskedSchools(deps.db, request.id);
  const { createdAt, operatorReason, decidedAt } = request;
  return {
    reference,
    operatorReason,
    decidedAt,
    mayDecide: operatorMayDecide({ createdAt, schools: schools.length }, deps.now()),
    schoolsUntil: schoolsAnswerBy(createdAt),
    state: fallOf(request, deps.now()) === undefined ? request.state : ('void' as const),
    createdAt,
    kept: sides.get(request.keptId)?.records ?? [],
    absorbed: sides.get(request.absorbedId)?.records ?? [],
    schools,
  };
}
