import { decideRedemptionRefund, points, spendOldestFirst, type PointsSlice } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { slice, valueOf } from '../support/build.ts';

const slices = [slice(1, '2026-01', 600), slice(1, '2026-05', 300), slice(2, 'never', 600)];

test('[X5] points return in reverse order of spending, into the vintage they came from', () => {
  const refund = (refundedQuantity: number, request: number) =>
    valueOf(decideRedemptionRefund({ slices, quantity: 3, refundedQuantity, request }));
  expect(refund(0, 1)).toEqual({ quantity: 1, points: 500, slices: [slice(2, 'never', 500)] });
  expect(refund(1, 1)).toEqual({
    quantity: 1,
    points: 500,
    slices: [slice(2, 'never', 100), slice(1, '2026-05', 300), slice(1, '2026-01', 100)],
  });
  expect(refund(2, 1)).toEqual({ quantity: 1, points: 500, slices: [slice(1, '2026-01', 500)] });
  expect(refund(0, 3)).toEqual({ quantity: 3, points: 1_500, slices: slices.toReversed() });
});

test.each([
  [0, 0, { code: 'refund_empty' }],
  [0, -1, { code: 'refund_empty' }],
  [0, 0.5, { code: 'refund_empty' }],
  [0, 4, { code: 'refund_exceeds_redemption', refundableQuantity: 3 }],
  [2, 2, { code: 'refund_exceeds_redemption', refundableQuantity: 1 }],
  [3, 1, { code: 'refund_exceeds_redemption', refundableQuantity: 0 }],
])('[X5] with %i of 3 back already, %d more are refused', (refundedQuantity, request, error) => {
  expect(decideRedemptionRefund({ slices, quantity: 3, refundedQuantity, request })).toEqual({ ok: false, error });
});

test('[X5] parts in any cut restore exactly what was spent, vintage by vintage', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 });
  const held = fc.array(fc.record({ vintage: fc.integer({ min: 1, max: 12 }), n: fc.nat({ max: 700 }) }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(held, parts, fc.integer({ min: 1, max: 300 }), (rights, cuts, price) => {
      const quantity = cuts.reduce((a, b) => a + b, 0);
      const all = rights.map(({ vintage, n }) => slice(1, `2026-${vintage.toString().padStart(2, '0')}`, n));
      const spend = spendOldestFirst(all, points(price * quantity));
      fc.pre(spend.ok);
      const spent = valueOf(spend);
      const restored: PointsSlice[] = [];
      let refundedQuantity = 0;
      for (const request of cuts) {
        const refund = valueOf(decideRedemptionRefund({ slices: spent, quantity, refundedQuantity, request }));
        expect(refund.points).toBe(price * request);
        expect(refund.slices.reduce((sum, one) => sum + one.n, 0)).toBe(refund.points);
        restored.push(...refund.slices);
        refundedQuantity += request;
      }
      expect(pointsByVintage(restored)).toEqual(pointsByVintage(spent));
    }),
  );
});

function pointsByVintage(all: readonly PointsSlice[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { vintage, n } of all) sums[vintage] = (sums[vintage] ?? 0) + n;
  return sums;
}
