import { assert } from './assert.ts';
import type { Brand } from './brand.ts';

/** Points that buy rewards. An amount is never negative; a change may be (`PointsDelta`). */
export type Points = Brand<number, 'Points'>;
export type PointsDelta = Brand<number, 'PointsDelta'>;
/** Experience that places a member on the tier ladder. It never buys anything. */
export type Experience = Brand<number, 'Experience'>;

export const ZERO_EXPERIENCE = 0 as Experience;

export function points(value: number): Points {
  assert(Number.isSafeInteger(value) && value >= 0, `points must be a whole number from 0, got ${value}`);
  return value as Points;
}

export function pointsDelta(value: number): PointsDelta {
  assert(Number.isSafeInteger(value), `a change of points must be a whole number, got ${value}`);
  return (value + 0) as PointsDelta; // + 0: no negative zero
}

export function experience(value: number): Experience {
  assert(Number.isSafeInteger(value) && value >= 0, `experience must be a whole number from 0, got ${value}`);
  return value as Experience;
}

export function addPoints(...values: readonly Points[]): Points {
  return points(values.reduce((sum, value) => sum + value, 0));
}

/** Throws below zero: callers decide before they subtract. */
export function subtractPoints(from: Points, value: Points): Points {
  return points(from - value);
}

/** What is left after taking `value`, never below zero. */
export function subtractPointsToZero(from: Points, value: Points): Points {
  return points(Math.max(0, from - value));
}
