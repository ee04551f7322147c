import { commandOf, press } from '../world/command.ts';
import type { Action } from './action.ts';
import { chooseMember, chooseTill } from './choose.ts';

/** A member takes a reward for points; when too few are here the till asks HQ and the member waits. */
export const redeem: Action = {
  name: 'redeem',
  weight: 22,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const member = chooseMember(sim);
    const reward = sim.chance.pick(sim.rewards);
    const quantity = sim.chance.happens(0.2) ? sim.chance.int(2, 4) : 1;
    const cashFen = reward.cashFen * quantity;
    const tenders = cashFen === 0 ? [] : [{ method: 'cash', amountFen: cashFen }];
    const body = { id, memberId: member, rewardId: reward.id, quantity, tenders };
    const handed = () => reward.points * quantity;
    return press(sim, till, commandOf(sim, till, { id, kind: 'redemption', path: '/api/redemptions', body, member, handed }));
  },
};
