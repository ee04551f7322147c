import { must } from '@jifen/core';
import type { RandomSource } from '@jifen/platform';

/** What the demo data asks of chance. */
export type Chance = {
  readonly source: RandomSource;
  /** Whether something of this likelihood (0 to 1) happens. */
  happens(likelihood: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  digits(count: number): string;
};

export function chanceOf(source: RandomSource): Chance {
  const whole = (least: number, most: number) => least + Math.floor(source.fraction() * (most - least + 1));
  return {
    source,
    happens: (likelihood) => source.fraction() < likelihood,
    whole,
    pick: (from) => must(from[whole(0, from.length - 1)], 'something to pick'),
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  };
}
