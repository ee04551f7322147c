import { assert } from '../assert.ts';
import { multiplyDivideFloor } from '../money.ts';

/**
 * Splits `total` in proportion to `weights` into whole numbers that sum to it exactly. Each part is its exact share rounded
 * down or up; what the floors leave goes one by one to the largest remainders, ties to the earlier. A weight of 0 gets 0;
 * when all are 0, `total` must be 0.
 */
export function allocateByLargestRemainder(total: number, weights: readonly number[]): number[] {
  assert(Number.isSafeInteger(total) && total >= 0, `can only allocate a whole number from 0, got ${total}`);
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights must be whole numbers from 0',
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  assert(Number.isSafeInteger(sum), `the sum of weights must be a safe integer, got ${sum}`);
  if (total === 0) return weights.map(() => 0);
  assert(sum > 0, `cannot allocate ${total} over weights of zero`);
  const remainders = weights.map((weight) => multiplyModulo(total, weight, sum));
  return roundToTotal(
    weights.map((weight) => multiplyDivideFloor(total, weight, sum)),
    remainders,
    total,
  );
}

/**
 * Turns exact quotients `dividend / divisor` into whole numbers that sum to the floor of their sum: each is rounded down, the
 * units this leaves go to the largest remainders, ties to the earlier.
 */
export function divideByLargestRemainder(dividends: readonly number[], divisor: number): number[] {
  assert(
    dividends.every((dividend) => Number.isSafeInteger(dividend) && dividend >= 0),
    'dividends must be whole numbers from 0',
  );
  const sum = dividends.reduce((all, dividend) => all + dividend, 0);
  assert(Number.isSafeInteger(sum) && Number.isSafeInteger(divisor) && divisor > 0, `cannot divide ${sum} by ${divisor}`);
  const remainders = dividends.map((dividend) => dividend % divisor);
  return roundToTotal(
    dividends.map((dividend) => Math.floor(dividend / divisor)),
    remainders,
    Math.floor(sum / divisor),
  );
}

/** Adds the units missing from `floors` to reach `total` at the largest remainders. */
function roundToTotal(floors: number[], remainders: readonly number[], total: number): number[] {
  const missing = total - floors.reduce((all, part) => all + part, 0);
  const byRemainder = [...remainders.entries()].toSorted(([, a], [, b]) => b - a);
  for (const [i] of byRemainder.slice(0, missing)) floors[i] = (floors[i] ?? 0) + 1;
  return floors;
}

function multiplyModulo(a: number, b: number, modulus: number): number {
  const product = a * b;
  return Number.isSafeInteger(product) ? product % modulus : Number((BigInt(a) * BigInt(b)) % BigInt(modulus));
}
