import type { Fault } from './fault.ts';

const MOST_TILL_STEPS = 60;
const MOST_HQ_STEPS = 120;

/** The till's process dies at one of its next statements or commits. */
export const tillCrash: Fault = {
  name: 'till_crash',
  isArmed: true,
  run: ({ chance, tills }) => {
    const till = chance.pick(tills);
    till.steps.armCrash(chance.int(1, MOST_TILL_STEPS));
    return `${till.branch} will die`;
  },
};

export const hqCrash: Fault = {
  name: 'hq_crash',
  isArmed: true,
  run: ({ chance, hq }) => {
    hq.steps.armCrash(chance.int(1, MOST_HQ_STEPS));
    return 'hq will die';
  },
};

/** For a while there is no room on a till's disk. */
export const diskFull: Fault = {
  name: 'disk_full',
  isArmed: true,
  run: ({ chance, tills }) => {
    const till = chance.pick(tills);
    till.steps.armFull(chance.int(1, MOST_TILL_STEPS), chance.int(1, 3));
    return `${till.branch} fills`;
  },
};

/** For a while there is no room on HQ's disk. */
export const hqDiskFull: Fault = {
  name: 'hq_disk_full',
  isArmed: true,
  run: ({ chance, hq }) => {
    hq.steps.armFull(chance.int(1, MOST_HQ_STEPS), chance.int(1, 3));
    return 'hq fills';
  },
};
