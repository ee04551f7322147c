import {
  decideStockChange,
  err,
  type EventId,
  ok,
  type Result,
  type RewardId,
  type StockChange,
  type StockProblem,
  unreachable,
} from '@jifen/core';
import { type BranchBody, plainAccount, type Posting, skuUnit, type Writer } from '@jifen/sync';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findReward, listRewards } from '../store/reference.ts';
import { listStock, stockOf } from '../store/stock.ts';
import { appendEvent, type Fact } from './append-event.ts';
import { type Acting, type ApprovalNeeded, type Override, requireApproval, writeOverride } from './approval.ts';
import { rewardOf } from './redeem.ts';
import { type IdTaken, runCommand } from './run-command.ts';
import type { Till } from './till.ts';

export type StockReason = BranchBody<'stock_adjusted'>['reason'];
export type StockInput = { readonly id: EventId; readonly rewardId: RewardId } & (
  | Extract<StockChange, { kind: 'receive' | 'count' }>
  | (Extract<StockChange, { kind: 'adjust' }> & { readonly reason: StockReason })
);
export type StockView = { readonly rewardId: RewardId; readonly onHand: number; readonly consigned: number };

export type StockChangeProblem = StockProblem | ApprovalNeeded | { readonly code: 'reward_unknown' };

/** Receives, counts or corrects one reward's stock on this branch's shelf. */
export function changeStock(acting: Acting, input: StockInput): Result<StockView, StockChangeProblem | IdTaken> {
  const { till, actor } = acting;
  const { id, rewardId } = input;
  const done = runCommand(till, { id, kind: 'stock', input, topics: ['stock'] }, (trx): Result<null, StockChangeProblem> => {
    if (findReward(trx, rewardId) === null) return err({ code: 'reward_unknown' });
    const inStock = stockOf(trx, rewardId).on_hand;
    const decision = decideStockChange({ inStock, change: input });
    if (!decision.ok) return decision;
    const override = requireStockApproval(trx, acting, input);
    if (!override.ok) return override;
    writeOverride(trx, acting, override.value);
    const postings = postingsOf(till.log.writer, rewardId, decision.value.by);
    appendEvent(trx, till, { id, ...factOf(input, decision.value.by), postings, memberId: null, actor, at: till.clock() });
    return ok(null);
  });
  return done.ok ? ok(stockViewOf(till, rewardId)) : done;
}

/** What comes in has papers of its own; what is said to be there or gone is one person's word. */
function requireStockApproval(db: BranchDb, acting: Acting, { id, kind }: StockInput): Result<Override, ApprovalNeeded> {
  if (kind === 'receive') return ok(null);
  return requireApproval(db, acting, { operation: 'stock_adjustment', command: id, amountFen: null, memberId: null });
}

export function listStockViews(till: Till): StockView[] {
  return listStock(till.store).map((row) => ({ rewardId: row.reward_id, onHand: row.on_hand, consigned: row.consigned }));
}

/** The rewards on offer with what lies on this branch's shelf. */
export function listRewardViews(till: Till) {
  return listRewards(till.store).map((row) => ({ ...rewardOf(row), stock: { onHand: stockOf(till.store, row.id).on_hand } }));
}

type StockFact = { [T in 'stock_received' | 'stock_counted' | 'stock_adjusted']: Pick<Fact<T>, 'type' | 'body'> }[
  | 'stock_received'
  | 'stock_counted'
  | 'stock_adjusted'];

function factOf(input: StockInput, by: number): StockFact {
  const { rewardId } = input;
  switch (input.kind) {
    case 'receive':
      return { type: 'stock_received', body: { rewardId, quantity: input.quantity } };
    case 'count':
      return { type: 'stock_counted', body: { rewardId, counted: input.quantity, difference: by } };
    case 'adjust':
      return { type: 'stock_adjusted', body: { rewardId, difference: by, reason: input.reason } };
  }
  return unreachable(input);
}

function postingsOf(writer: Writer, reward: RewardId, by: number): Posting[] {
  if (by === 0) return [];
  const [supply, stock] = [plainAccount('supply', writer), plainAccount('stock', writer)];
  const [debit, credit] = by > 0 ? [supply, stock] : [stock, supply];
  return [{ unit: skuUnit(reward), debit, credit, n: Math.abs(by) }];
}

export function stockViewOf(till: Till, reward: RewardId): StockView {
  const row = stockOf(till.store, reward);
  return { rewardId: reward, onHand: row.on_hand, consigned: row.consigned };
}
