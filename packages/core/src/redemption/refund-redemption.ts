import type { PointsSlice } from '../balance.ts';
import { multiplyDivideFloor } from '../money.ts';
import { addPoints, points, type Points } from '../points.ts';
import { err, ok, type Result } from '../result.ts';
import { takeSlices } from './spend.ts';

export type RedemptionRefundInput = {
  /** What the redemption spent, in the order of spending. */
  readonly slices: readonly PointsSlice[];
  readonly quantity: number;
  readonly refundedQuantity: number;
  /** How many pieces come back now. */
  readonly request: number;
};

/** `slices` are the points to restore, each with the vintage it was spent from. */
export type RedemptionRefund = { readonly quantity: number; readonly points: Points; readonly slices: readonly PointsSlice[] };

export type RedemptionRefundProblem =
  | { readonly code: 'refund_empty' }
  | { readonly code: 'refund_exceeds_redemption'; readonly refundableQuantity: number };

/**
 * Which points a returned reward gives back. Points return in the reverse order of spending: the last spent, longest living
 * first. What is restored depends only on how many pieces came back so far, so parts in any cut add up exactly to the whole.
 */
export function decideRedemptionRefund(input: RedemptionRefundInput): Result<RedemptionRefund, RedemptionRefundProblem> {
  const { quantity, refundedQuantity, request } = input;
  const refundableQuantity = quantity - refundedQuantity;
  if (!Number.isInteger(request) || request < 1) return err({ code: 'refund_empty' });
  if (request > refundableQuantity) return err({ code: 'refund_exceeds_redemption', refundableQuantity });
  const before = restoredOf(input, refundedQuantity);
  const after = restoredOf(input, refundedQuantity + request);
  const slices = takeSlices(dropSlices(input.slices.toReversed(), before), after - before);
  return ok({ quantity: request, points: points(after - before), slices });
}

/** Points restored once `count` pieces came back: `total − ⌊total × (quantity − count) / quantity⌋`. */
function restoredOf({ slices, quantity }: RedemptionRefundInput, count: number): number {
  const total = addPoints(...slices.map((slice) => slice.n));
  return total - multiplyDivideFloor(total, quantity - count, quantity);
}

/** The slices without their first `count` points. */
function dropSlices(slices: readonly PointsSlice[], count: number): PointsSlice[] {
  let left = count;
  return slices.map((slice) => {
    const dropped = Math.min(left, slice.n);
    left -= dropped;
    return { ...slice, n: points(slice.n - dropped) };
  });
}
