import type { BranchBody, OrderContent, Slice } from '@jifen/sync';
import { cancelOrder, confirmOrder, NO_SLICES, reserveOrder, settleOrder, unreserveOrder } from '../../order/move-order.ts';
import { slicesOf } from '../../store/order-store.ts';
import { keyOf } from '../../store/row-set.ts';
import type { OrderTable } from '../../store/table/order-tables.ts';
import { addToDay, takablePoolOf } from '../../ledger/book.ts';
import { noteVisit } from '../../member/note-visit.ts';
import { appendLoss } from './book-loss.ts';
import { type Booking, freeze, type Ingest, raiseFor } from './ingest.ts';
import { isForgetful } from './prove-grants.ts';

/**
 * The branch set the goods aside. HQ confirms, unless the order ended meanwhile; the feed tells the branch which. A restored HQ may have
 * forgotten that it confirmed: until the branch has reported, its word is taken, and whoever wanted to cancel meanwhile waits for its release.
 * What the branch asks after that waits until HQ knows that nobody else has the points.
 */
export function applyOrderReadied(ingest: Ingest, booking: Booking, body: BranchBody<'order_readied'>): void {
  const known = ingest.orders.get(body.orderId) ?? recallOrder(ingest, booking, body);
  if (known === null) return;
  ingest.touches.push({ topic: 'order', key: known.order_id, branchId: known.branch_id });
  if (known.branch_id !== ingest.writer.branch) return;
  const isForgotten = isForgetful(ingest);
  const order = isForgotten && known.state === 'created' ? reserveOrder(ingest, known, body.slices) : known;
  if (order.state !== 'reserved' || (order.is_cancel_wanted === 1 && !isForgotten)) return;
  if (isForgotten || isPaid(ingest, order)) confirmOrder(ingest, order, ingest.writer);
  else unreserveOrder(ingest, order, { reason: 'points_missing' });
}

/**
 * Whether the points that are set aside are nowhere else. A restored HQ may have forgotten that it cancelled the order and gave them to a
 * till: it knows when all have reported, by what the pool lacks.
 */
function isPaid({ book, isBarrierShut }: Ingest, order: OrderTable): boolean {
  const isThere = ({ memberId, vintage }: Slice) => (book.pool.get(keyOf(memberId, vintage))?.n ?? 0) >= 0;
  return !isBarrierShut && slicesOf(order).every(isThere);
}

/** The branch gives a ready order up, which ends it. What it never had it cannot give up. */
export function applyOrderReleased(ingest: Ingest, booking: Booking, body: BranchBody<'order_released'>): void {
  const order = ingest.orders.get(body.orderId);
  if (order === undefined) {
    raiseFor(ingest, booking, { kind: 'order_unknown', detail: { orderId: body.orderId } });
    return;
  }
  ingest.touches.push({ topic: 'order', key: order.order_id, branchId: order.branch_id });
  if (order.state !== 'ready' || order.owner !== ingest.writer.incarnation) return;
  cancelOrder(ingest, order, { reason: body.reason, isExpired: body.reason === 'not_collected' });
}

/** The goods are with the member: what was set aside for them is spent. A hand-over that HQ never confirmed is booked all the same. */
export function applyOrderFulfilled(ingest: Ingest, booking: Booking, body: BranchBody<'order_fulfilled'>): void {
  const { writer, book } = ingest;
  const order = ingest.orders.get(body.orderId) ?? recallOrder(ingest, booking, body);
  addToDay(book, { branch: writer.branch, date: body.businessDate }, { points_redeemed: body.points });
  noteVisit(ingest, { member: body.memberId, branch: writer.branch, at: booking.place.settleAt });
  if (order !== null && order.state === 'ready' && order.owner === writer.incarnation) {
    settleOrder(ingest, order);
    return;
  }
  raiseFor(ingest, booking, {
    kind: 'order_not_ready',
    detail: { orderId: body.orderId, state: order?.state ?? 'unknown', n: body.points },
  });
  freeze(ingest, booking, 'order_not_ready');
  if (order?.state === 'reserved' && order.branch_id === writer.branch) settleOrder(ingest, order, 'not_confirmed');
  else payFromPool(ingest, booking, { body, order });
}

type Unpaid = { readonly body: OrderContent; readonly order: OrderTable | null };

/** Nothing was set aside for these goods: the pool pays what it can, the rest is the company's. */
function payFromPool(ingest: Ingest, booking: Booking, { body, order }: Unpaid): void {
  let left: number = body.points;
  const isEnded = order !== null && order.state !== 'created';
  const slices = isEnded
    ? []
    : takablePoolOf(ingest.book, body.memberId).flatMap(({ vintage, n }) => {
        const taken = Math.min(n, left);
        left -= taken;
        return taken > 0 ? [{ memberId: body.memberId, vintage, n: taken }] : [];
      });
  if (order !== null && slices.length > 0) settleOrder(ingest, reserveOrder(ingest, order, slices), 'not_confirmed');
  if (left > 0) appendLoss(ingest, booking, { lost: left, index: 0 });
}

/**
 * An order that HQ does not know. A restored HQ may have forgotten it: then the branch says what it is, its points are set aside anew, and
 * what the pool lacks for it is a deficit as with forgotten grants. Otherwise nobody ordered it.
 */
function recallOrder(ingest: Ingest, booking: Booking, body: OrderContent): OrderTable | null {
  const detail = { orderId: body.orderId };
  if (ingest.isFirstHistory) {
    raiseFor(ingest, booking, { kind: 'order_unknown', detail });
    return null;
  }
  const { writer, now } = ingest;
  const order: OrderTable = {
    order_id: body.orderId,
    member_id: body.memberId,
    branch_id: writer.branch,
    reward_id: body.rewardId,
    reward_name: body.rewardName,
    quantity: body.quantity,
    points: body.points,
    cash_fen: body.cashFen,
    slices: NO_SLICES,
    state: 'created',
    reason: null,
    is_cancel_wanted: 0,
    owner: null,
    round: 0,
    created_at: now,
    changed_at: now,
  };
  raiseFor(ingest, booking, { kind: 'order_recovered', detail });
  return reserveOrder(ingest, order, body.slices);
}
