import type { BranchId, EventId, Incarnation, UnixMs } from '@jifen/core';

/**
 * The owners of a sale's refundable rest, one row each; a sale without rows is still its own branch's.
 *
 *   (no row: transfer 0, the branch that sold) ──release──► released ──grant──► granted ──told──► taken ──release──► released
 *
 * The row with the highest `transfer` is the present one; while it is released the rest lies at HQ.
 */
export type ReceiptOwnerTable = {
  sale_id: EventId;
  /** Counts the owners of the sale: 0 for the branch that sold. */
  transfer: number;
  branch_id: BranchId;
  incarnation: Incarnation;
  state: ReceiptState;
  changed_at: UnixMs;
};
export type ReceiptState = 'granted' | 'taken' | 'released';

/** Who has the paper before them: the first who asked, as long as they go on asking. */
export type ReceiptAskTable = {
  sale_id: EventId;
  branch_id: BranchId;
  incarnation: Incarnation;
  asked_at: UnixMs;
  /** Whom HQ asks to give the rest up. */
  holder_id: BranchId;
  transfer: number;
};

/** A restored till may believe that it still owns what an earlier life gave up: it is told to give it up again. */
export type ReceiptFenceTable = { branch_id: BranchId; incarnation: Incarnation; sale_id: EventId; transfer: number };
