import { availableOf, points, usableOf } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { slice } from './support/build.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(points);

test.each([
  [100, 0, 100],
  [100, 40, 60],
  [40, 100, 0],
  [0, 0, 0],
])('[B1] %i points with a debt of %i leave %i to use', (held, debt, expected) => {
  expect(availableOf(points(held), points(debt))).toBe(expected);
});

test('[B1] available is never negative and never more than the points', () => {
  fc.assert(
    fc.property(amount, amount, (held, debt) => {
      const available = availableOf(held, debt);
      return available >= 0 && available <= held;
    }),
  );
});

test('[B2] a branch may spend the sum of its rights less the debt it knows', () => {
  const rights = [slice(1, '2026-01', 30), slice(2, 'never', 20)];
  expect(usableOf(rights, points(0))).toBe(50);
  expect(usableOf(rights, points(15))).toBe(35);
  expect(usableOf(rights, points(51))).toBe(0);
  expect(usableOf([], points(5))).toBe(0);
});
