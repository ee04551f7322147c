import type { BranchId, EventId, MemberId, RewardId } from '@jifen/core';
import { type Slice, sliceSchema } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { loadByKeys } from './bulk.ts';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';
import type { OrderTable } from './table/order-tables.ts';
import { rowOf, rowsOf, statement } from './statement.ts';

const slicesSchema = z.array(sliceSchema);

/** Points that are set aside for an order. */
export function slicesOf({ slices }: Pick<OrderTable, 'slices'>): readonly Slice[] {
  return slicesSchema.parse(JSON.parse(slices));
}

/** Whose orders these are, and whose points are set aside for them: since a merge was undone that may be somebody else. */
export function membersOf(orders: readonly OrderTable[]): readonly MemberId[] {
  return orders.flatMap((order) => [order.member_id, ...slicesOf(order).map(({ memberId }) => memberId)]);
}

const ORDER = statement((sql, { id }: { readonly id: EventId }) => sql.selectFrom('reward_order').selectAll().where('order_id', '=', id));

export async function findOrder(db: Kysely<HqSchema>, id: EventId): Promise<OrderTable | null> {
  return (await rowOf(db, ORDER, { id })) ?? null;
}

export async function listOrdersById(db: Kysely<HqSchema>, ids: Iterable<EventId>): Promise<OrderTable[]> {
  return await loadByKeys(ids, (list) => db.selectFrom('reward_order').selectAll().where('order_id', 'in', list).execute());
}

export type OrderFilter = { readonly branch: BranchId | null; readonly members: readonly MemberId[] | null; readonly open: boolean };

/** Orders, newest first. */
export async function listOrders(db: Kysely<HqSchema>, filter: OrderFilter, { limit, after }: PageRequest): Promise<OrderTable[]> {
  let query = db.selectFrom('reward_order').selectAll();
  if (filter.branch !== null) query = query.where('branch_id', '=', filter.branch);
  if (filter.members !== null) query = query.where('member_id', 'in', [...filter.members]);
  if (filter.open) query = query.where('state', 'in', ['created', 'reserved', 'ready']);
  if (after !== null) query = query.where('order_id', '<', keysetId<EventId>(after));
  return await query
    .orderBy('order_id', 'desc')
    .limit(limit + 1)
    .execute();
}

/** Orders of these ids that have not ended. */
export async function listOpenOrders(db: Kysely<HqSchema>, members: Iterable<MemberId>): Promise<OrderTable[]> {
  return await loadByKeys(members, (list) =>
    db
      .selectFrom('reward_order')
      .selectAll()
      .where('member_id', 'in', list)
      .where('state', 'in', ['created', 'reserved', 'ready'])
      .orderBy('order_id')
      .execute(),
  );
}

/** Points that are set aside for a person's orders: neither in the pool nor at a till, and nobody else's. */
export async function sumReserved(db: Kysely<HqSchema>, members: Iterable<MemberId>): Promise<number> {
  const slices = (await listOpenOrders(db, members)).flatMap((order) => slicesOf(order));
  return slices.reduce((sum, { n }) => sum + n, 0);
}

export type Waiting = { readonly members: Iterable<MemberId>; readonly branch: BranchId; readonly limit: number };

function waitingIn(sql: Kysely<HqSchema>) {
  return sql
    .selectFrom('reward_order')
    .selectAll()
    .where((eb) => eb.or([eb('state', '=', 'created'), eb.and([eb('state', '=', 'reserved'), eb('is_cancel_wanted', '=', 1)])]))
    .orderBy('order_id');
}
const WAITING_OF = statement((sql, { members, limit }: { readonly members: readonly MemberId[]; readonly limit: number }) =>
  waitingIn(sql).where('member_id', 'in', members).limit(limit),
);
const WAITING_AT = statement((sql, { branch, limit }: { readonly branch: BranchId; readonly limit: number }) =>
  waitingIn(sql).where('branch_id', '=', branch).limit(limit),
);

/** Orders of these members, or at this branch, that HQ can move on: they wait for points or goods, or nobody wants them any more. */
export async function listWaitingOrders(db: Kysely<HqSchema>, { members, branch, limit }: Waiting): Promise<OrderTable[]> {
  const byMember = await loadByKeys(members, (list) => rowsOf(db, WAITING_OF, { members: list, limit }));
  const here = await rowsOf(db, WAITING_AT, { branch, limit });
  return [...new Map([...byMember, ...here].map((order) => [order.order_id, order])).values()].toSorted((a, b) =>
    a.order_id < b.order_id ? -1 : 1,
  );
}

const KEPT_AT = statement((sql, { branch }: { readonly branch: BranchId }) =>
  sql
    .selectFrom('reward_order')
    .selectAll('reward_order')
    .innerJoin('incarnation', 'incarnation.branch_id', 'reward_order.branch_id')
    .where('reward_order.branch_id', '=', branch)
    .where('incarnation.state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('reward_order.state', '=', 'reserved'),
        eb.and([eb('reward_order.state', '=', 'ready'), eb('owner', '=', eb.ref('incarnation.incarnation'))]),
      ]),
    )
    .orderBy('order_id', 'desc'),
);

/** The orders, the newest first, for which the living till of a branch has to keep goods: those it has ready, and those HQ reserved. */
export async function listKeptOrders(db: Kysely<HqSchema>, branch: BranchId): Promise<OrderTable[]> {
  return await rowsOf(db, KEPT_AT, { branch });
}

type Goods = { readonly branch: BranchId; readonly reward: RewardId };
const CONSIGNED = statement((sql, { branch, reward }: Goods) =>
  sql
    .selectFrom('stock')
    .innerJoin('incarnation', (join) =>
      join.onRef('incarnation.branch_id', '=', 'stock.branch_id').onRef('incarnation.incarnation', '=', 'stock.incarnation'),
    )
    .where('incarnation.state', '=', 'active')
    .where('stock.branch_id', '=', branch)
    .where('reward_id', '=', reward)
    .select((eb) => eb.fn.sum<number | string | null>('consigned').as('n')),
);
const PROMISED = statement((sql, { branch, reward }: Goods) =>
  sql
    .selectFrom('reward_order')
    .where('branch_id', '=', branch)
    .where('reward_id', '=', reward)
    .where('state', 'in', ['reserved', 'ready'])
    .select((eb) => eb.fn.sum<number | string | null>('quantity').as('n')),
);

/** What the living till of a branch keeps for orders. */
export async function consignedAt(db: Kysely<HqSchema>, branch: BranchId, reward: RewardId): Promise<number> {
  const consigned = await rowOf(db, CONSIGNED, { branch, reward });
  return Number(consigned?.n ?? 0);
}

/** The same, less what is promised already. */
export async function freeGoodsAt(db: Kysely<HqSchema>, branch: BranchId, reward: RewardId): Promise<number> {
  const promised = await rowOf(db, PROMISED, { branch, reward });
  return (await consignedAt(db, branch, reward)) - Number(promised?.n ?? 0);
}
