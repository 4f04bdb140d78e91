// May these two accounts become one, and may this school take records out of an account? Facts in, decision out.
import type { AccountState } from '../accounts/rules.js';
import { foldName } from '../kernel/text.js';
import type { LetterProof } from '../letters/rules.js';
import { compareIdentities, type GuardianIdentity, type IdentityDoubt } from '../people/rules.js';

/** Whose mailbox says « ce n'est pas moi ». */
export type ObjectionSide = 'kept' | 'absorbed';
/** An objection that a school has to look at: of one parent, as that school wrote him. */
export type OpenObjection = {
  readonly id: number;
  readonly side: ObjectionSide;
  readonly at: Date;
  readonly reference: string;
  readonly groupedAt: Date;
  readonly accountId: number;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
};
/** Days that the link of a notice lives. */
export const objectionDays = 30;

/** `command`: no parent proved anything; outside production alone. */
export type GroupingProof = 'password' | LetterProof | 'command';
export type BreakReasonKind = 'same_name' | 'asked_by_parent' | 'school_error' | 'other';

/** Minutes that a proved intent waits for its confirmation. */
export const intentMinutes = 10;

/** One guardian record of an account, with every pupil record it has a live link to (entitling or not). */
export type SideRecord = GuardianIdentity & {
  readonly guardianId: number;
  readonly schoolUai: string;
  readonly pupilIds: readonly number[];
  /** A flag on the guardian record or on one of its pupil records. */
  readonly protected: boolean;
  /** Somebody said « ce n'est pas moi » of the grouping that brought it, and no school has decided yet. */
  readonly contested: boolean;
};

/** One account as the rule sees it. */
export type Side = {
  readonly accountId: number;
  readonly state: AccountState;
  /** Guardian records attached now. */
  readonly records: readonly SideRecord[];
  /** Guardian records once attached: who the person is when a break left the account empty. */
  readonly pastIdentities: readonly GuardianIdentity[];
};

/** Nothing the school could decide: the two accounts cannot be grouped as they are. */
export type GroupingImpossible =
  | 'same_account'
  | 'kept_not_active'
  | 'absorbed_closed'
  | 'absorbed_frozen'
  | 'absorbed_suspended'
  | 'absorbed_asleep';

/** Why a school must decide. Never told in detail to the parent: a protection flag reads like any other case. */
export type RequestReason = IdentityDoubt | 'same_pupil' | 'protected' | 'contested' | 'unknown_person';

export type GroupingDecision =
  | { readonly kind: 'decided' }
  | { readonly kind: 'impossible'; readonly why: GroupingImpossible }
  | { readonly kind: 'request'; readonly reasons: readonly RequestReason[] };

const impossibleStates: Partial<Record<AccountState, GroupingImpossible>> = {
  closed: 'absorbed_closed',
  frozen: 'absorbed_frozen',
  suspended: 'absorbed_suspended',
  asleep: 'absorbed_asleep',
};

const identitiesOf = (side: Side): readonly GuardianIdentity[] =>
  side.records.length > 0 ? side.records : side.pastIdentities;

/** One doubt: why, and about what, so that a doubt that comes later is told from one that was there. */
export type Doubt = { readonly reason: RequestReason; readonly about: string };

const nameOf = ({ civility, firstName, familyName, usageName }: GuardianIdentity): string =>
  [civility ?? '', ...[firstName, familyName, usageName ?? ''].map(foldName)].join(' ');

/** The doubts about one identity against all those of the other account, which already stand for one person. */
function doubtsAbout(one: GuardianIdentity, others: readonly GuardianIdentity[]): readonly Doubt[] {
  const compared = others.map((other) => ({ other, doubts: compareIdentities(one, other) }));
  const nearest = compared.reduce((best, next) => (next.doubts.length < best.doubts.length ? next : best));
  const conflict = compared.find(({ doubts }) => doubts.includes('civility_conflict'));
  const doubt = (reason: RequestReason, other: GuardianIdentity): Doubt => ({
    reason,
    about: `${nameOf(one)} / ${nameOf(other)}`,
  });
  return [
    ...nearest.doubts.filter((reason) => reason !== 'civility_conflict').map((reason) => doubt(reason, nearest.other)),
    ...(conflict === undefined ? [] : [doubt('civility_conflict', conflict.other)]),
  ];
}

/** All that keeps two accounts from being grouped by rule. None: one person holds both. */
export function listDoubts(kept: Side, absorbed: Side): readonly Doubt[] {
  const doubts: Doubt[] = [];
  const keptIdentities = identitiesOf(kept);
  const absorbedIdentities = identitiesOf(absorbed);
  if (keptIdentities.length === 0 || absorbedIdentities.length === 0)
    doubts.push({ reason: 'unknown_person', about: '' });
  else doubts.push(...absorbedIdentities.flatMap((one) => doubtsAbout(one, keptIdentities)));

  const keptPupils = new Set(kept.records.flatMap((record) => record.pupilIds));
  const shared = absorbed.records.flatMap((record) => record.pupilIds).filter((pupil) => keptPupils.has(pupil));
  for (const pupil of new Set(shared)) doubts.push({ reason: 'same_pupil', about: String(pupil) });
  for (const { guardianId, ...record } of [...kept.records, ...absorbed.records]) {
    if (record.protected) doubts.push({ reason: 'protected', about: String(guardianId) });
    if (record.contested) doubts.push({ reason: 'contested', about: String(guardianId) });
  }
  return doubts;
}

/**
 * Decides a grouping whose two accounts were proved.
 * `kept` is the account signed in with. Never looks at mails, telephones or addresses: evidence is not proof.
 */
export function decideGrouping(kept: Side, absorbed: Side): GroupingDecision {
  if (kept.accountId === absorbed.accountId) return { kind: 'impossible', why: 'same_account' };
  if (kept.state !== 'active') return { kind: 'impossible', why: 'kept_not_active' };
  const why = impossibleStates[absorbed.state];
  if (why !== undefined) return { kind: 'impossible', why };

  const reasons = new Set(listDoubts(kept, absorbed).map((doubt) => doubt.reason));
  return reasons.size === 0 ? { kind: 'decided' } : { kind: 'request', reasons: [...reasons] };
}

export type BreakImpossible = 'account_closed' | 'nothing_chosen' | 'record_not_here' | 'reason_missing';

/** A break's reason in words: shown to nobody but staff, at least a few signs, at most a few lines. */
export const reasonLength = { min: 5, max: 500 } as const;

/**
 * Decides a break: staff of a school takes records of its own register, and no other, out of an
 * account that is not closed. The account need not have been grouped: the wrong person may have activated it.
 */
export function decideBreak(facts: {
  readonly state: AccountState;
  readonly schoolUai: string;
  /** Records attached to the account now, of every school. */
  readonly attached: readonly { readonly guardianId: number; readonly schoolUai: string }[];
  readonly chosen: readonly number[];
  readonly reason: string;
}): BreakImpossible | undefined {
  if (facts.state === 'closed') return 'account_closed';
  if (facts.chosen.length === 0) return 'nothing_chosen';
  const own = new Set(facts.attached.filter((one) => one.schoolUai === facts.schoolUai).map((one) => one.guardianId));
  if (facts.chosen.some((guardianId) => !own.has(guardianId))) return 'record_not_here';
  const length = facts.reason.trim().length;
  return length < reasonLength.min || length > reasonLength.max ? 'reason_missing' : undefined;
}
