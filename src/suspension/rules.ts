// May this school stop this account, and how far? Facts in, decision out.
import type { AccountState } from '../accounts/rules.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';

/** The states in which an account can be suspended, and to which it comes back. */
export type SuspendableState = 'to_activate' | 'active' | 'asleep';

export type SuspensionFacts = {
  readonly state: AccountState;
  /** The account holds records of other schools. */
  readonly foreignRecords: boolean;
  /** Children of this school are hidden there by a suspension. */
  readonly childrenHidden: boolean;
  /** Others of this school are not: a grouping brought them since. */
  readonly childrenShown: boolean;
  /** The suspension of the account itself, when it is suspended; without a school, the operator's. */
  readonly whole: {
    readonly id: number;
    readonly school: string | null;
    readonly formerState: SuspendableState;
  } | null;
  /** A grouping of it was objected to from its own mailbox, and no school has looked yet. */
  readonly objected: boolean;
};

export type SuspensionReach =
  | { readonly kind: 'account'; readonly formerState: SuspendableState }
  | { readonly kind: 'children' };

export type CannotSuspend = 'suspended_already' | 'frozen' | 'closed';

/**
 * An account that holds other schools' records goes on: the school hides its own children there, also those that a grouping
 * brought after the first were hidden. One that holds them no more is stopped whole.
 */
export function decideSuspension(facts: SuspensionFacts): Outcome<SuspensionReach, CannotSuspend> {
  const { state } = facts;
  if (state === 'suspended') return refused('suspended_already');
  if (state === 'closed' || state === 'frozen') return refused(state);
  if (!facts.foreignRecords) return done({ kind: 'account', formerState: state });
  return facts.childrenShown ? done({ kind: 'children' }) : refused('suspended_already');
}

/** The operator stops a whole account, whatever schools it leads to; one that a school has stopped is that school's. */
export function decideStop(state: AccountState): Outcome<SuspendableState, CannotSuspend> {
  if (state === 'suspended') return refused('suspended_already');
  return state === 'closed' || state === 'frozen' ? refused(state) : done(state);
}

/** He opens again what he stopped. */
export function decideReopening({
  state,
  whole,
  objected,
}: Omit<SuspensionFacts, 'foreignRecords' | 'childrenHidden' | 'childrenShown'>) {
  if (state !== 'suspended' || whole === null) return refused('not_suspended' as const);
  if (whole.school !== null) return refused('suspended_by_another' as const);
  return done({
    suspensionId: whole.id,
    state: whole.formerState === 'active' && objected ? ('frozen' as const) : whole.formerState,
  });
}

export type Reinstatement =
  | {
      readonly kind: 'account';
      readonly suspensionId: number;
      readonly state: SuspendableState | 'frozen';
      /** This school's children, hidden there before, are shown again too. */
      readonly childrenToo: boolean;
    }
  | { readonly kind: 'children' };

export type CannotReinstate = 'not_suspended' | 'suspended_by_another';

/** Who suspended reinstates; what happened meanwhile is not forgotten. */
export function decideReinstatement(
  facts: SuspensionFacts,
  schoolUai: string,
): Outcome<Reinstatement, CannotReinstate> {
  const { whole, childrenHidden } = facts;
  if (facts.state !== 'suspended' || whole === null)
    return childrenHidden ? done({ kind: 'children' }) : refused('not_suspended');
  if (whole.school !== schoolUai) return childrenHidden ? done({ kind: 'children' }) : refused('suspended_by_another');
  const state = whole.formerState === 'active' && facts.objected ? 'frozen' : whole.formerState;
  return done({ kind: 'account', suspensionId: whole.id, state, childrenToo: childrenHidden });
}
