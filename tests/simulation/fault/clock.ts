import type { Fault } from './fault.ts';

const YEAR_MS = 365 * 86_400_000;
const HOUR_MS = 3_600_000;

/** A till's clock is set wrong by up to a year, runs fast or slow, or is put right. */
export const clock: Fault = {
  name: 'clock',
  run: ({ chance, tills }) => {
    const till = chance.pick(tills);
    const kind = chance.pick(['year', 'hours', 'drift', 'heal'] as const);
    if (kind === 'year') till.clock.bump(chance.int(-YEAR_MS, YEAR_MS));
    if (kind === 'hours') till.clock.bump(chance.int(-12, 12) * HOUR_MS);
    if (kind === 'drift') till.clock.drift(chance.int(-50_000, 50_000));
    if (kind === 'heal') till.clock.heal();
    return `${till.branch} ${kind}`;
  },
};

/** HQ's own clock jumps, runs fast or slow, or is put right. Somebody looks after it, so it is never wrong by much more than a day. */
export const hqClock: Fault = {
  name: 'hq_clock',
  run: ({ chance, hq }) => {
    const kind = chance.pick(['seconds', 'hours', 'drift', 'heal'] as const);
    if (kind === 'seconds') hq.clock.bump(chance.int(-90, 90) * 1000);
    if (kind === 'hours') hq.clock.bump(chance.int(-30, 30) * HOUR_MS);
    if (kind === 'drift') hq.clock.drift(chance.int(-2000, 2000));
    if (kind === 'heal') hq.clock.heal();
    return `HQ ${kind}`;
  },
};
