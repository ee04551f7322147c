import { press } from '../world/command.ts';
import type { Action } from './action.ts';
import { chooseTill } from './choose.ts';

/** A cashier presses again: after a crash, after a refusal, or a second time by mistake. */
export const retry: Action = {
  name: 'retry',
  weight: 7,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const disk = sim.diskOf(till).id;
    const own = sim.commands.filter((command) => command.disk === disk);
    const open = own.filter(({ state }) => state === 'open');
    const candidates = open.length > 0 && sim.chance.happens(0.7) ? open : own;
    return candidates.length === 0 ? null : press(sim, till, sim.chance.pick(candidates));
  },
};
