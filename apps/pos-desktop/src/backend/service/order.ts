import {
  type BusinessDate,
  checkTenders,
  err,
  type EventId,
  fen,
  must,
  ok,
  points,
  type Result,
  type RewardId,
  type Tender,
  type TenderProblem,
  type UnixMs,
} from '@jifen/core';
import { type BranchBody, type OrderContent, type OrderState, plainAccount, type Posting, skuUnit, type Slice } from '@jifen/sync';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findOrder, listOpenOrders, noteOrder } from '../store/order.ts';
import { takeReceiptNo } from '../store/receipt-number.ts';
import type { OrderRow } from '../store/schema.ts';
import { stockOf } from '../store/stock.ts';
import { appendEvent } from './append-event.ts';
import { readFact } from './read-fact.ts';
import { type Command, type IdTaken, runCommand } from './run-command.ts';
import { businessDateAt } from './shop-day.ts';
import type { Actor, Till } from './till.ts';

/** What a cashier sees of an order. `isAsked`: the goods were set aside here, and HQ has not confirmed it yet. */
export type OrderView = {
  readonly id: EventId;
  readonly memberId: OrderRow['member_id'];
  readonly rewardId: RewardId;
  readonly rewardName: string;
  readonly quantity: number;
  readonly points: number;
  readonly cashFen: number;
  readonly state: OrderState | 'released';
  readonly isAsked: boolean;
  readonly isCancelWanted: boolean;
  readonly createdAt: UnixMs;
};

export type OrderReceipt = {
  readonly orderId: EventId;
  readonly receiptNo: string;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
  readonly rewardName: string;
  readonly quantity: number;
  readonly points: number;
  readonly cashFen: number;
  readonly tenders: readonly Tender[];
};

export type OrderProblem =
  | { readonly code: 'not_found' | 'order_not_reserved' | 'order_not_confirmed' | 'order_not_open' }
  | { readonly code: 'insufficient_consigned'; readonly shortBy: number };

export type OrderAct = { readonly id: EventId; readonly orderId: EventId };
export type Release = OrderAct & { readonly reason: BranchBody<'order_released'>['reason'] };
export type Fulfilment = OrderAct & { readonly tenders: readonly Tender[] };

export function listOrderViews({ store }: Till): OrderView[] {
  return listOpenOrders(store).map(orderViewOf);
}

function orderViewOf(row: OrderRow): OrderView {
  return {
    id: row.id,
    memberId: row.member_id,
    rewardId: row.reward_id,
    rewardName: row.reward_name,
    quantity: row.quantity,
    points: row.points,
    cashFen: row.cash_fen,
    state: stateOf(row),
    isAsked: row.own_state === 'readied' && row.hq_state === 'reserved',
    isCancelWanted: row.is_cancel_wanted === 1,
    createdAt: row.created_at,
  };
}

function stateOf({ own_state: own, hq_state: state }: OrderRow): OrderView['state'] {
  if (own === 'fulfilled') return 'fulfilled';
  return own === 'released' && state === 'ready' ? 'released' : state;
}

/** Sets the goods of an order aside. It may be handed over once HQ confirmed it. */
export function readyOrder(till: Till, actor: Actor, input: OrderAct): Result<OrderView, OrderProblem | IdTaken> {
  const command: Command = { id: input.id, kind: 'order_ready', input, topics: ['stock'] };
  const done = runCommand(till, command, (trx): Result<null, OrderProblem> => {
    const order = findOrder(trx, input.orderId);
    if (order === null) return err({ code: 'not_found' });
    if (order.hq_state !== 'reserved' || order.is_cancel_wanted === 1) return err({ code: 'order_not_reserved' });
    const short = shortageOf(trx, order);
    if (short > 0) return err({ code: 'insufficient_consigned', shortBy: short });
    const at = till.clock();
    appendEvent(trx, till, {
      id: input.id,
      type: 'order_readied',
      body: contentOf(order),
      postings: [],
      memberId: order.member_id,
      actor,
      at,
    });
    noteOrder(trx, order.id, 'readied');
    return ok(null);
  });
  return done.ok ? ok(getOrderView(till, input.orderId)) : done;
}

/** Gives a ready order up: nobody came, nobody wants it any more, or the goods are broken. Its points go back to the member. */
export function releaseOrder(till: Till, actor: Actor, input: Release): Result<OrderView, OrderProblem | IdTaken> {
  const command: Command = { id: input.id, kind: 'order_release', input, topics: ['stock'] };
  const done = runCommand(till, command, (trx): Result<null, OrderProblem> => {
    const order = findOrder(trx, input.orderId);
    if (order === null) return err({ code: 'not_found' });
    if (!isOurs(order)) return err({ code: 'order_not_open' });
    const body = { orderId: order.id, reason: input.reason };
    appendEvent(trx, till, {
      id: input.id,
      type: 'order_released',
      body,
      postings: [],
      memberId: order.member_id,
      actor,
      at: till.clock(),
    });
    noteOrder(trx, order.id, 'released');
    return ok(null);
  });
  return done.ok ? ok(getOrderView(till, input.orderId)) : done;
}

/** Hands an order over. Works with the line cut: a confirmed order is this till's alone. */
export function fulfilOrder(till: Till, actor: Actor, input: Fulfilment): Result<OrderReceipt, OrderProblem | TenderProblem | IdTaken> {
  const command: Command = { id: input.id, kind: 'order_fulfil', input, topics: ['stock', 'redemption', 'member'] };
  const done = runCommand(till, command, (trx): Result<null, OrderProblem | TenderProblem> => {
    const order = findOrder(trx, input.orderId);
    if (order === null) return err({ code: 'not_found' });
    if (order.hq_state === 'reserved') return err({ code: 'order_not_confirmed' });
    if (!isOurs(order)) return err({ code: 'order_not_open' });
    const short = shortageOf(trx, order);
    if (short > 0) return err({ code: 'insufficient_consigned', shortBy: short });
    const tenders = checkTenders(input.tenders, fen(order.cash_fen));
    if (!tenders.ok) return tenders;
    const at = till.clock();
    const businessDate = businessDateAt(trx, till, at);
    const receiptNo = takeReceiptNo(trx, till.log.writer.incarnation, businessDate);
    appendEvent(trx, till, {
      id: input.id,
      type: 'order_fulfilled',
      body: { ...contentOf(order), tenders: tenders.value, businessDate, receiptNo },
      postings: [handedPostingOf(till, order)],
      memberId: order.member_id,
      actor,
      at,
    });
    noteOrder(trx, order.id, 'fulfilled');
    return ok(null);
  });
  return done.ok ? ok(receiptOf(till, input.id)) : done;
}

function getOrderView({ store }: Till, id: EventId): OrderView {
  return orderViewOf(must(findOrder(store, id), `order ${id}`));
}

function receiptOf(till: Till, id: EventId): OrderReceipt {
  const { at, body } = readFact(till.store, till, { id, type: 'order_fulfilled' });
  const { orderId, receiptNo, businessDate, rewardName, quantity, points: price, cashFen, tenders } = body;
  return { orderId, receiptNo, at, businessDate, rewardName, quantity, points: price, cashFen, tenders };
}

/** Confirmed by HQ, and neither handed over nor given up. */
function isOurs({ hq_state: state, own_state: own }: OrderRow): boolean {
  return state === 'ready' && own !== 'fulfilled' && own !== 'released';
}

function shortageOf(db: BranchDb, { reward_id: reward, quantity }: OrderRow): number {
  return Math.max(0, quantity - stockOf(db, reward).consigned);
}

function handedPostingOf({ log: { writer } }: Till, { reward_id: reward, quantity: n }: OrderRow): Posting {
  return { unit: skuUnit(reward), debit: plainAccount('consigned', writer), credit: plainAccount('handed', writer), n };
}

function contentOf(row: OrderRow): OrderContent {
  const slices: readonly Slice[] = JSON.parse(row.slices);
  return {
    orderId: row.id,
    memberId: row.member_id,
    rewardId: row.reward_id,
    rewardName: row.reward_name,
    quantity: row.quantity,
    points: points(row.points),
    cashFen: fen(row.cash_fen),
    slices,
  };
}
