import { allocateByLargestRemainder, divideByLargestRemainder } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

const weight = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 1_000_000_000 }));
const weights = fc.array(weight, { minLength: 1, maxLength: 30 });
const total = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 1_000_000_000 }));

test.each([
  [10, [1, 1, 1], [4, 3, 3]],
  [1, [1, 1, 1], [1, 0, 0]],
  [5, [0, 1, 0], [0, 5, 0]],
  [100, [333, 333, 334], [33, 33, 34]],
  [7, [1, 2, 4], [1, 2, 4]],
  [2, [1, 1, 1, 0], [1, 1, 0, 0]],
  [3, [50, 30, 20], [1, 1, 1]],
  [0, [1, 2], [0, 0]],
  [0, [0, 0], [0, 0]],
  [0, [], []],
])('[N7] %i over weights %j is %j', (sum, parts, expected) => {
  expect(allocateByLargestRemainder(sum, parts)).toEqual(expected);
});

test('[N7] parts sum to the total, and each is its exact share rounded down or up', () => {
  fc.assert(
    fc.property(total, weights, (sum, parts) => {
      const all = parts.reduce((a, b) => a + b, 0);
      fc.pre(all > 0);
      const allocated = allocateByLargestRemainder(sum, parts);
      expect(allocated.reduce((a, b) => a + b, 0)).toBe(sum);
      for (const [i, part] of allocated.entries()) {
        const exact = BigInt(sum) * BigInt(parts[i] ?? 0);
        const floor = exact / BigInt(all);
        const ceiling = exact % BigInt(all) === 0n ? floor : floor + 1n;
        expect(BigInt(part) === floor || BigInt(part) === ceiling).toBe(true);
      }
    }),
  );
});

test('[N7] fair: who has the smaller remainder never gets the extra unit before the larger; ties go to the earlier', () => {
  fc.assert(
    fc.property(total, weights, (sum, parts) => {
      const all = parts.reduce((a, b) => a + b, 0);
      fc.pre(all > 0);
      const remainder = (i: number) => (BigInt(sum) * BigInt(parts[i] ?? 0)) % BigInt(all);
      const gotExtra = allocateByLargestRemainder(sum, parts).map(
        (part, i) => BigInt(part) > (BigInt(sum) * BigInt(parts[i] ?? 0)) / BigInt(all),
      );
      for (const i of parts.keys()) {
        for (const j of parts.keys()) {
          const isAhead = remainder(i) > remainder(j) || (remainder(i) === remainder(j) && i < j);
          if (isAhead && gotExtra[j] === true) expect(gotExtra[i]).toBe(true);
        }
      }
    }),
  );
});

test('[N7] exact beyond 2^53: the product of total and weight may be wider than a number', () => {
  const wide = [9_000_000_000_000_000, 1, 3];
  expect(allocateByLargestRemainder(9_000_000_000_000_003, wide)).toEqual([8_999_999_999_999_999, 1, 3]);
  expect(allocateByLargestRemainder(1_000_000_000, wide).reduce((a, b) => a + b, 0)).toBe(1_000_000_000);
});

test.each([
  [1, []],
  [1, [0, 0]],
  [-1, [1]],
  [0.5, [1]],
  [1, [-1, 2]],
  [1, [0.5, 0.5]],
  [1, [Number.MAX_SAFE_INTEGER, 1]],
])('[N7] allocating %d over %j is a bug', (sum, parts) => {
  expect(() => allocateByLargestRemainder(sum, parts)).toThrow('invariant broken');
});

test.each([
  [
    [900_000, 900_000, 10_100_000],
    [1, 0, 10],
  ],
  [
    [500_000, 500_000],
    [1, 0],
  ],
  [
    [400_000, 700_000],
    [0, 1],
  ],
  [
    [400_000, 500_000],
    [0, 0],
  ],
])('[A2] %j in millionths is %j whole', (dividends, expected) => {
  expect(divideByLargestRemainder(dividends, 1_000_000)).toEqual(expected);
});

test('[A2] quotients sum to the floor of the sum, each rounded down or up, a zero stays zero', () => {
  const dividends = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 3_000_000 }), fc.nat({ max: 2_000_000_000 })), { maxLength: 30 });
  fc.assert(
    fc.property(dividends, (parts) => {
      const made = divideByLargestRemainder(parts, 1_000_000);
      expect(made.reduce((a, b) => a + b, 0)).toBe(Math.floor(parts.reduce((a, b) => a + b, 0) / 1_000_000));
      for (const [i, part] of made.entries()) {
        const dividend = parts[i] ?? 0;
        expect([Math.floor(dividend / 1_000_000), Math.ceil(dividend / 1_000_000)]).toContain(part);
      }
    }),
  );
});

test('[A2] dividing what is not whole is a bug', () => {
  expect(() => divideByLargestRemainder([0.5], 1)).toThrow('invariant broken');
  expect(() => divideByLargestRemainder([1], 0)).toThrow('invariant broken');
  expect(() => divideByLargestRemainder([Number.MAX_SAFE_INTEGER, 1], 1)).toThrow('invariant broken');
});
