import { commandOf, press } from '../world/command.ts';
import type { Command, Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { askTill } from './ask-till.ts';
import { chooseTill } from './choose.ts';

type SaleAnswer = { readonly receiptNo: string; readonly lines: readonly { readonly lineFen: number }[] };

/** A customer brings the paper of another shop. */
export const findReceipt: Action = {
  name: 'find receipt',
  weight: 4,
  run: (sim) => {
    const till = chooseTill(sim);
    const sold = till === null ? null : chooseForeign(sim, till);
    if (till === null || sold === null) return null;
    const receipt = sim.chance.happens(0.5) ? sold.id : (sold.answer as SaleAnswer).receiptNo;
    return askTill(sim, till, { name: 'find receipt', path: '/api/receipts/find', body: { receipt } });
  },
};

/** Goods come back to another shop than the one that sold them, or that shop gets its receipt back for the rest. */
export const refundElsewhere: Action = {
  name: 'refund elsewhere',
  weight: 8,
  run: (sim) => {
    const till = chooseTill(sim);
    const sold = till === null ? null : sim.chance.happens(0.8) ? chooseForeign(sim, till) : chooseGivenUp(sim, till);
    if (till === null || sold === null) return null;
    const { lines } = sold.answer as SaleAnswer;
    const line = sim.chance.int(0, lines.length - 1);
    const lineFen = lines[line]?.lineFen ?? 0;
    const amountFen = sim.chance.happens(0.3) ? lineFen : sim.chance.int(1, Math.max(1, Math.floor(lineFen / 2)));
    const id = sim.newId();
    const body = { id, lines: [{ line, amountFen }], tenders: [{ method: 'cash', amountFen }], reason: 'customer' };
    return press(
      sim,
      till,
      commandOf(sim, till, { id, kind: 'refund elsewhere', path: `/api/sales/${sold.id}/refund`, body, member: sold.member }),
    );
  },
};

const RECENT = 12;

/** Of the last sales of other shops: several people bring the same paper. */
function chooseForeign(sim: Sim, till: TillNode): Command | null {
  const sales = sim.commands.filter(
    (command) => command.kind === 'sale' && command.state === 'done' && sim.tills[command.till]?.branch !== till.branch,
  );
  return sales.length === 0 ? null : sim.chance.pick(sales.slice(-RECENT));
}

/** Sold here and asked for elsewhere. */
function chooseGivenUp(sim: Sim, till: TillNode): Command | null {
  const sales = sim.commands.filter(
    ({ id, kind, state, till: at }) =>
      kind === 'sale' && state === 'done' && sim.tills[at]?.branch === till.branch && sim.oracle.truth.origin.isReleased(id),
  );
  return sales.length === 0 ? null : sim.chance.pick(sales);
}
