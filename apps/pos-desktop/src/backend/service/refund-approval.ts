import { addFen, type EventId, type Fen, type MemberId, ok, type Result } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { type Acting, type ApprovalNeeded, type Override, requireApproval, shownFen } from './approval.ts';
import { chainSettingOf } from './lease.ts';

export type RefundAct = {
  readonly command: EventId;
  readonly memberId: MemberId | null;
  readonly isVoid: boolean;
  /** Money that this act gives back, and what went back of the same paper before. */
  readonly amountFen: Fen;
  readonly refundedFen: Fen;
};

/** Every void wants a second person, and a refund with which more goes back of one paper than the chain lets a cashier give. */
export function requireRefundApproval(db: BranchDb, acting: Acting, act: RefundAct): Result<Override, ApprovalNeeded> {
  const { command, memberId, isVoid, amountFen, refundedFen } = act;
  const { refundLimitFen } = chainSettingOf(db);
  const isOverLimit = refundLimitFen !== null && addFen(refundedFen, amountFen) > refundLimitFen;
  if (!isVoid && !isOverLimit) return ok(null);
  const operation = isVoid ? 'void' : 'refund_over_limit';
  return requireApproval(db, acting, { operation, command, amountFen: shownFen(amountFen), memberId });
}
