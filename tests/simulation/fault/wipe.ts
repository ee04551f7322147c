import type { Fault } from './fault.ts';

/** A till's disk is destroyed with all that HQ has not heard yet. */
export const wipe: Fault = {
  name: 'wipe',
  run: (sim) => {
    const standing = sim.tills.filter(({ isGone }) => !isGone);
    if (standing.length < 2) return null;
    const till = sim.chance.pick(standing);
    return till.die().then(() => {
      sim.oracle.truth.destroy(sim.diskOf(till));
      till.isGone = true;
      return `${till.branch} lost its disk`;
    });
  },
};
