import type { EventId, Incarnation } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { HqBody, OrderContent, OrderState, Slice } from '@jifen/sync';
import { checkTable } from './check-tables.ts';
import { type Columns, isSameJson } from './compare-rows.ts';
import { type Findings, NOWHERE } from './finding.ts';
import type { KnownBody } from './log-row.ts';

/** An order as the logs tell it. Why one waits, and that a branch is asked to give it up, stands in no log. */
type OrderSum = Omit<OrderContent, 'slices'> & {
  readonly branch: string;
  state: OrderState;
  slices: readonly Slice[];
  owner: Incarnation | null;
  round: number;
  /** Why it was cancelled; undefined: the logs leave it open. */
  reason: string | null | undefined;
};

export type Orders = Map<EventId, OrderSum>;

/** What one event says of orders. `isFirstHistory`: HQ was never restored, so it forgot none. */
export function foldOrders(orders: Orders, event: KnownBody, writer: { readonly branch: string; readonly isFirstHistory: boolean }): void {
  if (event.type === 'order_created') put(orders, event.body, event.body.branch);
  const isOrder = event.type === 'order_readied' || event.type === 'order_fulfilled';
  if (isOrder && !writer.isFirstHistory && !orders.has(event.body.orderId)) put(orders, event.body, writer.branch);
  if (event.type === 'incarnation_changed') freeOrdersOf(orders, event.body);
  const change = changeOf(event);
  const order = change === null ? undefined : orders.get(change.orderId);
  if (order !== undefined && change !== null) Object.assign(order, change.to);
  if (order !== undefined && event.type === 'order_reserved') order.round += 1;
}

function put(orders: Orders, order: Omit<OrderContent, 'slices'>, branch: string): void {
  const { orderId, memberId, rewardId, rewardName, quantity, points, cashFen } = order;
  const content = { orderId, memberId, rewardId, rewardName, quantity, points, cashFen };
  orders.set(orderId, { ...content, branch, state: 'created', slices: [], owner: null, round: 0, reason: undefined });
}

type OrderChange = { readonly orderId: EventId; readonly to: Partial<Omit<OrderSum, 'round'>> };

function changeOf(event: KnownBody): OrderChange | null {
  if (event.type === 'order_reserved') {
    const { orderId, slices } = event.body;
    return { orderId, to: { state: 'reserved', slices } };
  }
  if (event.type === 'order_unreserved') return { orderId: event.body.orderId, to: { state: 'created', slices: [], owner: null } };
  if (event.type === 'order_confirmed') return { orderId: event.body.orderId, to: { state: 'ready', owner: event.body.incarnation } };
  if (event.type === 'order_settled') return { orderId: event.body.orderId, to: { state: 'fulfilled' } };
  if (event.type !== 'order_cancelled') return null;
  const { orderId, reason } = event.body;
  const state = reason === 'not_collected' ? 'expired' : 'cancelled';
  return { orderId, to: { state, slices: [], owner: null, reason: reason === '' ? null : reason } };
}

/** What a life had ready waits again when its whole log is here. */
function freeOrdersOf(orders: Orders, { branch, incarnation, state }: HqBody<'incarnation_changed'>): void {
  if (state !== 'closed') return;
  for (const order of orders.values()) {
    if (order.state !== 'ready' || order.branch !== branch || order.owner !== incarnation) continue;
    order.state = 'reserved';
    order.owner = null;
  }
}

const ENDED: readonly OrderState[] = ['fulfilled', 'cancelled', 'expired'];

export function checkOrders(db: SqliteHandle, orders: Orders, findings: Findings): void {
  checkTable(db, findings, {
    table: 'reward_order',
    code: 'order_row_differs',
    find: (row) => orders.get(row.order_id),
    list: () => [...orders].map(([key, sum]) => ({ key, sum })),
    keyOf: (row) => row.order_id,
    placeOf: () => NOWHERE,
    columnsOf: (sum, row): Columns | null =>
      sum === undefined
        ? null
        : {
            member_id: sum.memberId,
            branch_id: sum.branch,
            reward_id: sum.rewardId,
            reward_name: sum.rewardName,
            quantity: sum.quantity,
            points: sum.points,
            cash_fen: sum.cashFen,
            slices: isSameJson(row.slices, sum.slices) ? row.slices : JSON.stringify(sum.slices),
            state: sum.state,
            reason: ENDED.includes(sum.state) ? sum.reason : undefined,
            is_cancel_wanted: ENDED.includes(sum.state) ? 0 : undefined,
            owner: sum.owner,
            round: sum.round,
          },
  });
}
