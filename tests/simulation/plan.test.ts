import { expect, test } from 'vitest';
import { isInShare, makePlan } from './plan.ts';

const LONG = 1000;

test.each([1, 2, 3, 4, 8])('%i processes share all seeds out among them, and the long ones evenly', (of) => {
  const seeds = Array.from({ length: 20 * of * 5 }, (_, i) => i + 1);
  const shares = Array.from({ length: of }, (_, index) => seeds.filter((seed) => isInShare(seed, { index, of })));
  expect(shares.flat().toSorted((a, b) => a - b)).toEqual(seeds);
  expect(shares.map((share) => share.filter((seed) => makePlan(seed).steps === LONG).length)).toEqual(shares.map(() => 5));
});
