// A large act waits for a second person of the same school, if the network asks for it.
export type ApprovableAct = 'letters' | 'export';
export type ApprovalDecision = 'accepted' | 'refused';

export type ApprovalRow = {
  readonly id: number;
  readonly reference: string;
  readonly act: ApprovableAct;
  readonly digest: string;
  readonly summary: string;
  readonly count: number;
  readonly askedBy: number;
  readonly asker: string;
  readonly askedAt: Date;
  /** The last instant to answer, then to use what was accepted. */
  readonly expiresAt: Date;
  readonly decision: ApprovalDecision | null;
  readonly answeredAt: Date | null;
  readonly usedAt: Date | null;
};

/** Hours to answer a question, and again to use what was accepted. */
export const approvalHours = 24;

/** Orders of one person within these hours are one order. */
export const addedUpHours = 24;

/** How an order stands that asks for a second person. */
export type ApprovalState = 'none' | 'waiting' | 'accepted' | 'refused' | 'used';

/** `not_needed`: the network asks for nobody else for so few. */
export type OrderState = 'not_needed' | ApprovalState;

export function approvalState(row: ApprovalRow | undefined, now: Date): ApprovalState {
  if (row === undefined) return 'none';
  if (row.usedAt !== null) return 'used';
  if (row.decision === 'refused') return 'refused';
  // Nobody answered, or nobody used it in time: as if it had never been asked.
  if (row.expiresAt.getTime() <= now.getTime()) return 'none';
  return row.decision ?? 'waiting';
}
