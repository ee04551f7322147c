import { commandOf, press } from '../world/command.ts';
import type { Command, Sim } from '../world/sim.ts';
import type { Action } from './action.ts';
import { chooseDone, chooseTill } from './choose.ts';

const REASON = 'customer';

type SaleAnswer = { readonly lines: readonly { readonly lineFen: number }[] };

/** A part of what was bought comes back; the money by cash, whatever it was paid with. */
export const refund: Action = {
  name: 'refund',
  weight: 8,
  run: (sim) => {
    const till = chooseTill(sim);
    // Sometimes at another branch than the one that sold it.
    const sold = till === null ? null : chooseDone(sim, 'sale', sim.chance.happens(0.8) ? till : null);
    if (till === null || sold === null) return null;
    const id = sim.newId();
    const { lines } = sold.answer as SaleAnswer;
    const line = sim.chance.int(0, lines.length - 1);
    const lineFen = lines[line]?.lineFen ?? 0;
    const amountFen = sim.chance.happens(0.5) ? lineFen : sim.chance.int(1, Math.max(1, lineFen));
    const body = { id, lines: [{ line, amountFen }], tenders: [{ method: 'cash', amountFen }], reason: REASON };
    return press(sim, till, commandOf(sim, till, { id, kind: 'refund', path: `/api/sales/${sold.id}/refund`, body, member: sold.member }));
  },
};

export const voidSale: Action = {
  name: 'void',
  weight: 3,
  run: (sim) => {
    const till = chooseTill(sim);
    const sold = till === null ? null : chooseDone(sim, 'sale', till);
    if (till === null || sold === null) return null;
    const id = sim.newId();
    const body = { id, reason: 'mistake' };
    return press(sim, till, commandOf(sim, till, { id, kind: 'void', path: `/api/sales/${sold.id}/void`, body, member: sold.member }));
  },
};

export const refundRedemption: Action = {
  name: 'redemption refund',
  weight: 4,
  run: (sim) => {
    const till = chooseTill(sim);
    const taken = till === null ? null : chooseDone(sim, 'redemption', sim.chance.happens(0.9) ? till : null);
    if (till === null || taken === null) return null;
    const id = sim.newId();
    const quantity = sim.chance.int(1, Number(taken.body['quantity']));
    const body = { id, quantity, tenders: cashBackOf(sim, taken, quantity), reason: REASON };
    const path = `/api/redemptions/${taken.id}/refund`;
    return press(
      sim,
      till,
      commandOf(sim, till, { id, kind: 'redemption refund', path, body, member: taken.member, handed: pointsBackOf }),
    );
  },
};

export const voidRedemption: Action = {
  name: 'redemption void',
  weight: 2,
  run: (sim) => {
    const till = chooseTill(sim);
    const taken = till === null ? null : chooseDone(sim, 'redemption', till);
    if (till === null || taken === null) return null;
    const id = sim.newId();
    const path = `/api/redemptions/${taken.id}/void`;
    const body = { id, reason: 'mistake' };
    return press(sim, till, commandOf(sim, till, { id, kind: 'redemption void', path, body, member: taken.member, handed: pointsBackOf }));
  },
};

function pointsBackOf(answer: unknown): number {
  return -(answer as { readonly points: number }).points;
}

/** Whole pieces at the reward's own cash price. */
function cashBackOf({ rewards }: Sim, taken: Command, quantity: number): readonly unknown[] {
  const cashFen = (rewards.find(({ id }) => id === taken.body['rewardId'])?.cashFen ?? 0) * quantity;
  return cashFen === 0 ? [] : [{ method: 'cash', amountFen: cashFen }];
}
