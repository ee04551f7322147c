import { type BranchId, HQ_BRANCH, type MemberId, points, spendOldestFirst, type UnixMs } from '@jifen/core';
import type { Slice } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { poolOf, totalOf } from '../ledger/book.ts';
import { type FinishContext, finishBooking } from '../ledger/finish-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { isBarrierShut } from '../placement/barrier.ts';
import { loadUnions, type Unions } from '../settlement/union.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import { consignedAt, freeGoodsAt, listKeptOrders, listWaitingOrders, membersOf } from '../store/order-store.ts';
import { createRowSet } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { OrderTable } from '../store/table/order-tables.ts';
import { recallForOrders } from './recall-for-orders.ts';
import { cancelOrder, type OrderBooking, reserveOrder, unreserveOrder } from './move-order.ts';
import { writeOrders } from './write-orders.ts';

/** Orders that one transaction moves on at most. */
const MAX_ORDERS = 100;

export type OrderScope = {
  readonly members: Iterable<MemberId>;
  readonly branch: BranchId;
  readonly now: UnixMs;
};

const NOBODY: ReadonlySet<BranchId> = new Set();

/**
 * Moves waiting orders on, oldest first: those that nobody wants any more are cancelled, the others get points and goods set aside when
 * both are here. Nothing moves while HQ may have forgotten what it promised. The answer are the branches to poke.
 */
export async function moveWaitingOrders(
  trx: Transaction<HqSchema>,
  context: FinishContext,
  scope: OrderScope,
): Promise<ReadonlySet<BranchId>> {
  const waiting = await listWaitingOrders(trx, { ...scope, limit: MAX_ORDERS });
  const broken = await listBroken(trx, scope.branch);
  if (waiting.length + broken.length === 0) return NOBODY;
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  if (await isBarrierShut(trx, hq.incarnation)) return NOBODY;
  const unions = await loadUnions(trx, new Set([...waiting, ...broken].map(({ member_id }) => member_id)));
  const members = new Set([...unions.members, ...membersOf([...waiting, ...broken])]);
  const book = await loadBook(trx, { members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  const booking: OrderBooking = {
    book,
    hq,
    now: scope.now,
    drafts: [],
    orders: createRowSet((row) => row.order_id, [...waiting, ...broken]),
  };
  for (const order of broken) unreserveOrder(booking, order, { reason: 'goods_missing' });
  const asItStands = (order: OrderTable) => booking.orders.get(order.order_id) ?? order;
  // One that lost its goods and is cancelled too has nothing set aside any more.
  for (const order of waiting) await moveOn(trx, booking, { order: asItStands(order), unions });
  const changed = booking.orders.changed();
  if (changed.length > 0) await writeOrders(trx, context, changed);
  const poked = changed.length > 0 ? await finishBooking(trx, context, booking) : NOBODY;
  const unpaid = waiting.map(asItStands).filter((order) => isUnpaid(order, { book, unions }));
  const asked = await recallForOrders(trx, context, { orders: unpaid, now: scope.now });
  return new Set([...poked, ...asked, ...changed.map(({ branch_id }) => branch_id)]);
}

/** Its person has the points, but not in the pool. A till with the member before it may have taken them since they were last asked for. */
function isUnpaid(order: OrderTable, { book, unions }: Pick<OrderBooking, 'book'> & { readonly unions: Unions }): boolean {
  const ids = unions.membersOf(unions.rootOf(order.member_id));
  const owned = ids.reduce((sum, id) => sum + totalOf(book, id).points, 0);
  return order.state === 'created' && order.reason === 'points_missing' && owned >= order.points;
}

/** Reserved orders whose goods the branch keeps no more, the newest first: also when it took them back while nothing could move. */
async function listBroken(trx: Transaction<HqSchema>, branch: BranchId): Promise<OrderTable[]> {
  const keptByReward = Map.groupBy(await listKeptOrders(trx, branch), ({ reward_id }) => reward_id);
  const broken: OrderTable[] = [];
  for (const [reward, kept] of keptByReward) {
    const reserved = kept.filter(({ state }) => state === 'reserved');
    if (reserved.length === 0) continue;
    let short = kept.reduce((sum, { quantity }) => sum + quantity, 0) - (await consignedAt(trx, branch, reward));
    for (const order of reserved) {
      if (short <= 0) break;
      broken.push(order);
      short -= order.quantity;
    }
  }
  return broken;
}

type Moving = { readonly order: OrderTable; readonly unions: Unions };

async function moveOn(trx: Transaction<HqSchema>, booking: OrderBooking, { order, unions }: Moving): Promise<void> {
  if (order.is_cancel_wanted === 1) {
    cancelOrder(booking, order, { reason: order.reason, isExpired: order.reason === 'not_collected' });
    return;
  }
  const promisedNow = [...booking.orders.changed()]
    .filter((other) => other.state === 'reserved' && other.branch_id === order.branch_id && other.reward_id === order.reward_id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const free = (await freeGoodsAt(trx, order.branch_id, order.reward_id)) - promisedNow;
  const slices = slicesFor(booking, unions, order);
  const reason = free < order.quantity ? 'goods_missing' : slices === null ? 'points_missing' : null;
  if (reason === null && slices !== null) reserveOrder(booking, order, slices);
  else if (reason !== order.reason) booking.orders.put({ ...order, reason, changed_at: booking.now });
}

/** The oldest points of the person's pools, when all of the price is there and nobody owes. */
function slicesFor({ book }: OrderBooking, unions: Unions, order: OrderTable): readonly Slice[] | null {
  const ids = unions.membersOf(unions.rootOf(order.member_id));
  const debt = ids.reduce((sum, id) => sum + totalOf(book, id).owed - totalOf(book, id).absorbed, 0);
  if (debt > 0) return null;
  const inPool = ids.flatMap((memberId) =>
    poolOf(book, memberId).flatMap(({ vintage, n }) => (n > 0 ? [{ memberId, vintage, n: points(n) }] : [])),
  );
  const spent = spendOldestFirst(inPool, points(order.points));
  return spent.ok ? spent.value : null;
}
