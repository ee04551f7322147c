import type { UnixMs } from '@jifen/core';
import type { RandomSource } from '@jifen/platform';
import type { TillNode } from './world.ts';

/** Cuts and heals each till's line so that it is cut for `share` of the time; an outage lasts half a day in the mean. */
export type Outages = { apply(now: UnixMs): void; readonly counts: { outages: number } };

const MEAN_OUTAGE_MS = 12 * 3_600_000;

export function createOutages(of: {
  readonly share: number;
  readonly tills: readonly TillNode[];
  readonly random: RandomSource;
  readonly startsAt: UnixMs;
}): Outages {
  const counts = { outages: 0 };
  const draw = (meanMs: number) => -Math.log(1 - of.random.fraction()) * meanMs;
  const meanOnlineMs = of.share === 0 ? Number.POSITIVE_INFINITY : (MEAN_OUTAGE_MS * (1 - of.share)) / of.share;
  const nextChangeAt = of.tills.map(() => of.startsAt + draw(meanOnlineMs));
  return {
    counts,
    apply: (now) => {
      for (const [index, till] of of.tills.entries()) {
        let changeAt = nextChangeAt[index] ?? Number.POSITIVE_INFINITY;
        while (changeAt <= now) {
          till.line.isCut = !till.line.isCut;
          if (till.line.isCut) counts.outages += 1;
          changeAt += Math.max(1, draw(till.line.isCut ? MEAN_OUTAGE_MS : meanOnlineMs));
        }
        nextChangeAt[index] = changeAt;
      }
    },
  };
}
