import { compareVintages, points, spendOldestFirst, type PointsSlice } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { slice, valueOf } from '../support/build.ts';

const anySlice = fc
  .record({
    member: fc.integer({ min: 1, max: 3 }),
    vintage: fc.constantFrom('2026-01', '2026-02', '2026-11', '2027-01', 'never'),
    n: fc.nat({ max: 500 }),
  })
  .map(({ member, vintage, n }) => slice(member, vintage, n));
const sumOf = (slices: readonly PointsSlice[]) => slices.reduce((sum, one) => sum + one.n, 0);

test('[X1] the oldest vintage goes first, never last, within a vintage by member id', () => {
  const rights = [slice(2, 'never', 10), slice(2, '2026-02', 10), slice(1, '2026-02', 10), slice(9, '2025-12', 10)];
  expect(valueOf(spendOldestFirst(rights, points(35)))).toEqual([
    slice(9, '2025-12', 10),
    slice(1, '2026-02', 10),
    slice(2, '2026-02', 10),
    slice(2, 'never', 5),
  ]);
});

test('[X1] too few rights say how many are missing', () => {
  expect(spendOldestFirst([slice(1, 'never', 10)], points(11))).toEqual({ ok: false, error: { code: 'insufficient_points', shortBy: 1 } });
  expect(spendOldestFirst([], points(1))).toEqual({ ok: false, error: { code: 'insufficient_points', shortBy: 1 } });
});

test('[X1] nothing needed takes nothing, and empty rights are passed over', () => {
  expect(valueOf(spendOldestFirst([slice(1, 'never', 10)], points(0)))).toEqual([]);
  expect(valueOf(spendOldestFirst([slice(1, '2026-01', 0), slice(1, 'never', 10)], points(3)))).toEqual([slice(1, 'never', 3)]);
});

test('[X1] exactly the need is taken, or it is refused', () => {
  fc.assert(
    fc.property(fc.array(anySlice, { maxLength: 12 }), fc.nat({ max: 3_000 }), (rights, need) => {
      const spent = spendOldestFirst(rights, points(need));
      const held = sumOf(rights);
      if (held < need) expect(spent).toEqual({ ok: false, error: { code: 'insufficient_points', shortBy: need - held } });
      else expect(sumOf(valueOf(spent))).toBe(need);
    }),
  );
});

test('[X1] whatever the order of the rights, nothing younger is touched while something older is left', () => {
  fc.assert(
    fc.property(fc.array(anySlice, { maxLength: 12 }), fc.nat({ max: 3_000 }), (rights, need) => {
      const spent = spendOldestFirst(rights, points(need));
      fc.pre(spent.ok && need > 0);
      const slices = valueOf(spent);
      const youngest = slices.at(-1)?.vintage ?? slice(1, 'never', 0).vintage;
      const older = rights.filter((right) => compareVintages(right.vintage, youngest) < 0);
      const spentOlder = slices.filter((one) => compareVintages(one.vintage, youngest) < 0);
      expect(sumOf(spentOlder)).toBe(sumOf(older));
      expect(slices.every((one) => one.n > 0)).toBe(true);
      expect(slices.toSorted((a, b) => compareVintages(a.vintage, b.vintage))).toEqual(slices);
    }),
  );
});
