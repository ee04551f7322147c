import { err, HQ_BRANCH, type MemberId, ok, type Result, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { erasePersonal, erasureIdOf, forfeitPoints } from '../member/erase-member.ts';
import { endOrdersOfPerson, findEndableOrders, type OrdersOfPerson } from '../order/end-of-member.ts';
import type { OrderBooking } from '../order/move-order.ts';
import { writeOrders } from '../order/write-orders.ts';
import { findErasure } from '../store/erasure-store.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import { findMember, getTotals, listLinkedIds } from '../store/member-list-store.ts';
import { membersOf } from '../store/order-store.ts';
import { createRowSet } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { resolveCandidates } from './duplicate-service.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { logRecordSaved } from './save-record.ts';

export type EraseInput = {
  readonly id: MemberId;
  /** Goes into HQ's log for ever: nothing personal belongs into it. */
  readonly reason: string;
  /** The member gives up what points are left. Without it a member with points is not erased. */
  readonly forfeitPoints: boolean;
};

/** `members`: every id under which the person was known. */
export type Erasure = { readonly id: MemberId; readonly erasedAt: UnixMs; readonly members: readonly MemberId[] };

/**
 * Erases a person: everything personal, under all linked ids, at HQ at once and at every till when it hears of it. Events stay with
 * their hashes, so every log still proves itself. What a till brings later of this person is not kept. Open orders are cancelled; one that
 * is ready at a counter is that branch's and goes first.
 */
export async function eraseMember(context: HqContext, caller: StaffCaller, input: EraseInput): Promise<Result<Erasure, HqProblem>> {
  if (input.reason === '') return err({ code: 'reason_missing' });
  const result = await inTransaction(context.store, async (trx): Promise<Result<Erasure, HqProblem>> => {
    if ((await findMember(trx, input.id)) === null) return err(NOT_FOUND);
    const members = await listLinkedIds(trx, input.id);
    const known = await findErasure(trx, input.id);
    if (known !== null) return ok({ id: input.id, erasedAt: known.erased_at, members });
    const orders = await findEndableOrders(trx, { members, epoch: await getHistoryEpoch(trx) });
    if (!orders.ok) return orders;
    const { points, debt } = await getTotals(trx, members);
    if (points + orders.value.points > debt && !input.forfeitPoints) return err({ code: 'points_left' });
    await eraseAll(trx, context, { input, members, caller, orders: orders.value });
    return ok({ id: input.id, erasedAt: context.clock(), members });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

type EraseAll = {
  readonly input: EraseInput;
  readonly members: readonly MemberId[];
  readonly caller: StaffCaller;
  readonly orders: OrdersOfPerson;
};

async function eraseAll(trx: Transaction<HqSchema>, context: HqContext, { input, members, caller, orders }: EraseAll): Promise<void> {
  const now = context.clock();
  const booking = await startErasing(trx, { members, orders, now });
  // First, so that what was set aside is among what is given up.
  endOrdersOfPerson(booking, orders);
  for (const member of members) {
    const row = await findMember(trx, member);
    if (row === null) continue;
    forfeitPoints(booking, member, 'erased');
    const events = await erasePersonal(trx, { row, now, staff: caller.staffId });
    booking.drafts.push({
      id: erasureIdOf(member),
      type: 'member_erased',
      body: { memberId: member, events },
      postings: [],
      staff: caller.staffId,
      private: null,
    });
  }
  await writeOrders(trx, context, booking.orders.changed());
  await finishBooking(trx, context, booking);
  await resolveCandidates(trx, context, { members, named: 'any', staff: caller.staffId, resolution: 'erased' });
  await logRecordSaved(trx, context, {
    topic: 'member',
    key: input.id,
    fields: ['erased'],
    data: { reason: input.reason },
    staff: caller.staffId,
    feed: members.map((key) => ({ topic: 'member', key, goneAt: now })),
  });
}

type Starting = Pick<EraseAll, 'members' | 'orders'> & { readonly now: UnixMs };

async function startErasing(trx: Transaction<HqSchema>, { members, orders: { orders }, now }: Starting): Promise<OrderBooking> {
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const book = await loadBook(trx, {
    members: new Set([...members, ...membersOf(orders)]),
    writer: hq,
    hq,
    unclaimed: [],
    rewards: new Set(),
  });
  return { book, hq, now, drafts: [], orders: createRowSet((row) => row.order_id, orders) };
}
