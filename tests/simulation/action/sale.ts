import { commandOf, press } from '../world/command.ts';
import type { Sim } from '../world/sim.ts';
import type { Action } from './action.ts';
import { chooseMember, chooseTill } from './choose.ts';

type Line = { readonly input: Readonly<Record<string, unknown>>; readonly fen: number };

/** A member buys something; now and then part of it is paid by medical insurance. */
export const sale: Action = {
  name: 'sale',
  weight: 30,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const member = chooseMember(sim);
    const body = { id, memberId: member, alias: null, ...basketOf(sim) };
    return press(sim, till, commandOf(sim, till, { id, kind: 'sale', path: '/api/sales', body, member }));
  },
};

/** A card or a phone that nobody knows yet. */
export const unclaimedSale: Action = {
  name: 'unclaimed sale',
  weight: 2,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const phone = phoneOf(sim.chance.int(sim.numbers.phone, sim.numbers.phone + 3));
    const body = { id, memberId: null, alias: { kind: 'phone', phone }, ...basketOf(sim) };
    return press(sim, till, commandOf(sim, till, { id, kind: 'unclaimed sale', path: '/api/sales', body, member: null }));
  },
};

export function phoneOf(n: number): string {
  return `138${n.toString().padStart(8, '0')}`;
}

function basketOf({ chance, products }: Sim): { readonly lines: readonly unknown[]; readonly tenders: readonly unknown[] } {
  const lines = Array.from({ length: chance.int(1, 3) }, (): Line => {
    if (chance.happens(0.3)) {
      const product = chance.pick(products);
      const quantity = chance.int(1, 3);
      return { input: { kind: 'product', productId: product.id, quantity }, fen: product.priceFen * quantity };
    }
    const fen = chance.happens(0.1) ? chance.int(50_000, 400_000) : chance.int(1, 20_000);
    return { input: { kind: 'amount', amountFen: fen, earns: chance.happens(0.9) }, fen };
  });
  const total = lines.reduce((sum, { fen }) => sum + fen, 0);
  const insured = chance.happens(0.15) ? chance.int(1, total) : 0;
  const tenders = [
    { method: 'cash', amountFen: total - insured },
    { method: 'medical_insurance', amountFen: insured },
  ].filter(({ amountFen }) => amountFen > 0);
  return { lines: lines.map(({ input }) => input), tenders };
}
