import { fen, parseEventId, points } from '@jifen/core';
import type { FeedData } from '@jifen/sync';
import { listOrdersById, slicesOf } from '../store/order-store.ts';
import type { OrderTable } from '../store/table/order-tables.ts';
import type { FeedReader, FeedRecord, RecordReader } from '../sync/feed/feed-reader.ts';
import { idsOf } from '../sync/feed/keys.ts';

/** Orders to be picked up at the reader's branch. */
export const readOrders: RecordReader = async ({ db, till }, keys) => {
  const rows = await listOrdersById(db, idsOf(keys, parseEventId));
  const here = rows.filter((row) => row.branch_id === till.branch);
  return new Map(here.map((row): [string, FeedRecord] => [row.order_id, { ...orderOf(row, till), slices: [...slicesOf(row)] }]));
};

/** A ready order is its owner's alone: to a later life of the branch it is one that waits. */
function orderOf(row: OrderTable, till: FeedReader['till']): Omit<FeedData<'order'>, 'slices'> {
  const isAnothers = row.state === 'ready' && row.owner !== till.incarnation;
  return {
    orderId: row.order_id,
    memberId: row.member_id,
    rewardId: row.reward_id,
    rewardName: row.reward_name,
    quantity: row.quantity,
    points: points(row.points),
    cashFen: fen(row.cash_fen),
    state: isAnothers ? 'created' : row.state,
    isCancelWanted: row.is_cancel_wanted === 1,
    createdAt: row.created_at,
  };
}
