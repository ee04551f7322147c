import { commandOf, press } from '../world/command.ts';
import type { Action } from './action.ts';
import { chooseTill } from './choose.ts';

export const stock: Action = {
  name: 'stock',
  weight: 3,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const { id: rewardId } = sim.chance.pick(sim.rewards);
    const [path, body] = sim.chance.pick([
      ['/api/stock/receive', { id, rewardId, quantity: sim.chance.int(1, 10) }],
      ['/api/stock/count', { id, rewardId, counted: sim.chance.int(0, 20) }],
      ['/api/stock/adjust', { id, rewardId, difference: sim.chance.pick([-3, -1, 1, 2]), reason: 'other' }],
    ] as const);
    return press(sim, till, commandOf(sim, till, { id, kind: 'stock', path, body, member: null }));
  },
};
