import { type RandomSource, seededRandom, sha256 } from '@jifen/platform';

/** Seeded choices. Each part of a world has its own, so that taking one part away leaves the others' choices as they were. */
export type Chance = RandomSource & {
  happens(rate: number): boolean;
  /** Whole, from `from` to `to`, both included. */
  int(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** One of them, the more likely the heavier. */
  weigh<T extends { readonly weight: number }>(items: readonly T[]): T;
};

export function createChance(seed: number, part: string): Chance {
  const random = seededRandom(Number.parseInt(sha256(`${seed} ${part}`).slice(0, 8), 16));
  const fraction = () => random.fraction();
  const int = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  };
  return {
    ...random,
    int,
    happens: (rate) => fraction() < rate,
    pick: (items) => at(items, int(0, items.length - 1)),
    weigh: (items) => {
      let left = fraction() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return at(items, items.length - 1);
    },
  };
}
