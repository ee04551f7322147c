import {
  type BranchId,
  DAY_MS,
  err,
  type EventId,
  fen,
  HQ_BRANCH,
  MAX_REDEMPTION_QUANTITY,
  mayBeGivenAway,
  type MemberId,
  ok,
  points,
  type Result,
  type RewardId,
  unixMs,
  type UnixMs,
} from '@jifen/core';
import type { OrderState } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { type BranchScope, isInScope, scopeOf, type StaffCaller } from '../service/caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from '../service/cursor.ts';
import { type Made, sameOrTaken } from '../service/made.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { isBarrierShut } from '../placement/barrier.ts';
import { findBranch } from '../store/branch-store.ts';
import { appendHqEvents, getHistoryEpoch, hqEventId, type HqEventDraft } from '../store/hq-log.ts';
import { findMember, listLinkedIds } from '../store/member-list-store.ts';
import { findOrder, listOrders, membersOf } from '../store/order-store.ts';
import { findReward } from '../store/reward-store.ts';
import { createRowSet } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { OrderTable } from '../store/table/order-tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { cancelOrder, NO_SLICES, type OrderBooking, wantCancel } from './move-order.ts';
import { moveWaitingOrders } from './reserve-orders.ts';
import { writeOrders } from './write-orders.ts';

export type Order = {
  readonly id: EventId;
  readonly memberId: MemberId;
  readonly branchId: BranchId;
  readonly rewardId: RewardId;
  readonly rewardName: string;
  readonly quantity: number;
  readonly points: number;
  readonly cashFen: number;
  readonly state: OrderState;
  /** Why it waits (`points_missing`, `goods_missing`), or why it ended. */
  readonly reason: string | null;
  readonly isCancelWanted: boolean;
  readonly createdAt: UnixMs;
  readonly changedAt: UnixMs;
};

export type OrderInput = {
  /** Made by the client before the first try. */
  readonly id: EventId;
  readonly memberId: MemberId;
  readonly branchId: BranchId;
  readonly rewardId: RewardId;
  readonly quantity: number;
};

/** Uncollected for so long, an order ends. */
const COLLECT_MS = 14 * DAY_MS;

/** Orders a reward to a branch. Points and goods are set aside at once where they are at hand; else it waits for them. */
export async function createOrder(context: HqContext, input: OrderInput): Promise<Result<Made<Order>, HqProblem>> {
  const done = await inTransaction(context.store, async (trx): Promise<Done<Result<Made<Order>, HqProblem>>> => {
    const known = await findOrder(trx, input.id);
    if (known !== null) return { answer: repeat(known, input), poked: [] };
    const checked = await checkOrder(trx, input);
    if (!checked.ok) return { answer: checked, poked: [] };
    const now = context.clock();
    const order = rowOf(input, { now, ...checked.value });
    await writeOrders(trx, context, [order]);
    await appendHqEvents(trx, { now, cipher: context.cipher }, [draftOf(order)]);
    const scope = { members: [order.member_id], branch: order.branch_id, now };
    const poked = [...(await moveWaitingOrders(trx, context, scope))];
    return { answer: ok({ isNew: true, record: orderOf((await findOrder(trx, order.order_id)) ?? order) }), poked };
  });
  for (const branch of done.poked) context.pokes.poke(branch);
  return done.answer;
}

type Done<T> = { readonly answer: T; readonly poked: readonly BranchId[] };

function repeat(known: OrderTable, { id, memberId, branchId, rewardId, quantity }: OrderInput): Result<Made<Order>, HqProblem> {
  const before = {
    id: known.order_id,
    memberId: known.member_id,
    branchId: known.branch_id,
    rewardId: known.reward_id,
    quantity: known.quantity,
  };
  const same = sameOrTaken(before, { id, memberId, branchId, rewardId, quantity });
  return same.ok ? ok({ isNew: false, record: orderOf(known) }) : same;
}

type Priced = Pick<OrderTable, 'reward_name' | 'points' | 'cash_fen'>;

async function checkOrder(trx: Transaction<HqSchema>, input: OrderInput): Promise<Result<Priced, HqProblem>> {
  const { memberId, branchId, rewardId, quantity } = input;
  const member = await findMember(trx, memberId);
  if (member === null) return err(NOT_FOUND);
  if (member.is_active === 0) return err({ code: 'member_inactive' });
  if ((await findBranch(trx, branchId)) === null) return err({ code: 'branch_unknown' });
  const reward = await findReward(trx, rewardId);
  if (reward === null || reward.is_active === 0) return err({ code: 'reward_unknown' });
  if (!mayBeGivenAway(reward.drug_class)) return err({ code: 'reward_not_allowed' });
  const isInRange = Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_REDEMPTION_QUANTITY;
  if (!isInRange) return err({ code: 'quantity_out_of_range', max: MAX_REDEMPTION_QUANTITY });
  return ok({ reward_name: reward.name, points: reward.points * quantity, cash_fen: reward.cash_fen * quantity });
}

function rowOf(input: OrderInput, { now, ...priced }: Priced & { readonly now: UnixMs }): OrderTable {
  return {
    order_id: input.id,
    member_id: input.memberId,
    branch_id: input.branchId,
    reward_id: input.rewardId,
    quantity: input.quantity,
    ...priced,
    slices: NO_SLICES,
    state: 'created',
    reason: null,
    is_cancel_wanted: 0,
    owner: null,
    round: 0,
    created_at: now,
    changed_at: now,
  };
}

function draftOf(order: OrderTable): HqEventDraft {
  const { order_id: orderId, member_id: memberId, branch_id: branch, reward_id: rewardId, reward_name: rewardName, quantity } = order;
  return {
    id: hqEventId('order_created', orderId),
    type: 'order_created',
    body: { orderId, memberId, branch, rewardId, rewardName, quantity, points: points(order.points), cashFen: fen(order.cash_fen) },
    postings: [],
    staff: null,
    private: null,
  };
}

/** `owner`: the member who may; null: staff, within `scope`. */
export type Cancelling = { readonly id: EventId; readonly owner: MemberId | null; readonly scope: BranchScope; readonly reason: string };

/** Ends an order, or asks the branch that has it ready to release it. Repeating it changes nothing. */
export async function cancelMemberOrder(context: HqContext, { id, owner, scope, reason }: Cancelling): Promise<Result<Order, HqProblem>> {
  const done = await inTransaction(context.store, async (trx): Promise<Done<Result<Order, HqProblem>>> => {
    const order = await findOrder(trx, id);
    if (order === null || !(await mayCancel(trx, order, { owner, scope }))) return { answer: err(NOT_FOUND), poked: [] };
    if (order.state === 'cancelled') return { answer: ok(orderOf(order)), poked: [] };
    if (order.state === 'fulfilled' || order.state === 'expired') return { answer: err({ code: 'order_not_open' }), poked: [] };
    const after = await endOrders(trx, context, { orders: [order], reason });
    return { answer: ok(orderOf(after[0] ?? order)), poked: [order.branch_id] };
  });
  for (const branch of done.poked) context.pokes.poke(branch);
  return done.answer;
}

async function mayCancel(
  trx: Transaction<HqSchema>,
  order: OrderTable,
  { owner, scope }: Pick<Cancelling, 'owner' | 'scope'>,
): Promise<boolean> {
  return owner === null ? isInScope(scope, order.branch_id) : (await listLinkedIds(trx, owner)).includes(order.member_id);
}

type Ending = { readonly orders: readonly OrderTable[]; readonly reason: string };

/** While HQ may have forgotten that a branch has an order ready, none ends, whatever state the copy had it in. */
async function endOrders(trx: Transaction<HqSchema>, context: HqContext, { orders, reason }: Ending): Promise<OrderTable[]> {
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const isShut = await isBarrierShut(trx, hq.incarnation);
  const members = new Set(membersOf(orders));
  const book = await loadBook(trx, { members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  const booking: OrderBooking = { book, hq, now: context.clock(), drafts: [], orders: createRowSet((row) => row.order_id, orders) };
  const after = orders.map((order) => {
    const mustWait = order.state === 'ready' || isShut;
    return mustWait ? wantCancel(booking, order, reason) : cancelOrder(booking, order, { reason, isExpired: reason === 'not_collected' });
  });
  await writeOrders(trx, context, booking.orders.changed());
  await finishBooking(trx, context, booking);
  return after;
}

/** Ends orders that nobody collected in time, transaction by transaction. */
export async function expireAllOrders(context: HqContext): Promise<void> {
  while (!context.isClosing() && (await expireOrders(context, EXPIRED_AT_ONCE)) === EXPIRED_AT_ONCE);
}

const EXPIRED_AT_ONCE = 100;

async function expireOrders(context: HqContext, limit: number): Promise<number> {
  return await inTransaction(context.store, async (trx) => {
    const before = unixMs(Math.max(0, context.clock() - COLLECT_MS));
    const late = await trx
      .selectFrom('reward_order')
      .selectAll()
      .where('state', 'in', ['created', 'reserved', 'ready'])
      .where('is_cancel_wanted', '=', 0)
      .where('changed_at', '<', before)
      .orderBy('order_id')
      .limit(limit)
      .execute();
    if (late.length > 0) await endOrders(trx, context, { orders: late, reason: 'not_collected' });
    return late.length;
  });
}

export async function readOrders(
  context: HqContext,
  caller: StaffCaller,
  query: ListQuery & { readonly open?: boolean | undefined },
): Promise<Result<PageOf<Order>, HqProblem>> {
  return await pageOrders(context, { branch: scopeOf(caller), members: null, open: query.open ?? false }, query);
}

export async function readMyOrders(context: HqContext, member: MemberId, query: ListQuery): Promise<Result<PageOf<Order>, HqProblem>> {
  return await pageOrders(context, { branch: null, members: await listLinkedIds(context.db, member), open: false }, query);
}

async function pageOrders(
  context: HqContext,
  filter: Parameters<typeof listOrders>[1],
  query: ListQuery,
): Promise<Result<PageOf<Order>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const rows = await listOrders(context.db, filter, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: row.order_id, id: row.order_id }), item: orderOf }));
}

function orderOf(row: OrderTable): Order {
  return {
    id: row.order_id,
    memberId: row.member_id,
    branchId: row.branch_id,
    rewardId: row.reward_id,
    rewardName: row.reward_name,
    quantity: row.quantity,
    points: row.points,
    cashFen: row.cash_fen,
    state: row.state,
    reason: row.reason,
    isCancelWanted: row.is_cancel_wanted === 1,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
