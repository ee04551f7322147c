import { err, type EventId, ok, type Result, type RewardId } from '@jifen/core';
import { plainAccount, skuUnit } from '@jifen/sync';
import { promisedOf } from '../store/order.ts';
import { findReward } from '../store/reference.ts';
import { stockOf } from '../store/stock.ts';
import { appendEvent } from './append-event.ts';
import { type IdTaken, runCommand } from './run-command.ts';
import { stockViewOf, type StockView } from './stock.ts';
import type { Actor, Till } from './till.ts';

/** `difference` > 0: goods that HQ may promise from now on; < 0: goods that it may not any more. */
export type Consignment = { readonly id: EventId; readonly rewardId: RewardId; readonly difference: number };

export type ConsignProblem =
  | { readonly code: 'reward_unknown' | 'nothing_to_change' }
  | { readonly code: 'insufficient_stock'; readonly inStock: number }
  | { readonly code: 'insufficient_consigned'; readonly shortBy: number };

/** Sets goods of the shelf aside for HQ's orders, or takes back what no order is known for. */
export function consignStock(till: Till, actor: Actor, input: Consignment): Result<StockView, ConsignProblem | IdTaken> {
  const { id, rewardId, difference } = input;
  const done = runCommand(till, { id, kind: 'consign', input, topics: ['stock'] }, (trx): Result<null, ConsignProblem> => {
    if (findReward(trx, rewardId) === null) return err({ code: 'reward_unknown' });
    if (difference === 0) return err({ code: 'nothing_to_change' });
    const { on_hand: inStock, consigned } = stockOf(trx, rewardId);
    if (difference > inStock) return err({ code: 'insufficient_stock', inStock });
    const shortBy = Math.max(0, -difference - (consigned - promisedOf(trx, rewardId)));
    if (difference < 0 && shortBy > 0) return err({ code: 'insufficient_consigned', shortBy });
    const { writer } = till.log;
    const [stock, kept] = [plainAccount('stock', writer), plainAccount('consigned', writer)];
    const [debit, credit] = difference > 0 ? [stock, kept] : [kept, stock];
    const postings = [{ unit: skuUnit(rewardId), debit, credit, n: Math.abs(difference) }];
    appendEvent(trx, till, {
      id,
      type: 'stock_consigned',
      body: { rewardId, difference },
      postings,
      memberId: null,
      actor,
      at: till.clock(),
    });
    return ok(null);
  });
  return done.ok ? ok(stockViewOf(till, rewardId)) : done;
}
