import type { Fault } from './fault.ts';

/** HQ was of an older build: it is upgraded and reads what it had to leave. */
export const oldHq: Fault = {
  name: 'old_hq',
  run: async ({ hq, oracle, coverage }) => {
    if (!hq.isOld()) return null;
    if (oracle.hq.deferredCount() > 0) coverage.hit('read later');
    await hq.upgrade();
    oracle.touchHq();
    return 'HQ is upgraded';
  },
};

/** A till is put back to an older build, or upgraded. */
export const oldTill: Fault = {
  name: 'old_till',
  run: ({ chance, tills, oldTills }) => {
    const { index, branch } = chance.pick(tills);
    if (oldTills.delete(index)) return `${branch} is upgraded`;
    oldTills.add(index);
    return `${branch} runs an older build`;
  },
};
