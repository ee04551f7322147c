import { must, type EventId } from '@jifen/core';
import { plainAccount, skuUnit } from '@jifen/sync';
import { actOnLife } from '../../../apps/hq-server/src/server/life/act-on-life.ts';
import { cancelMemberOrder, createOrder } from '../../../apps/hq-server/src/server/order/order-service.ts';
import { admin, newId } from '../life/life-world.ts';
import { link } from '../member/people.ts';
import { enrolTill, memberId, NOW, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';

const HOUR = 3_600_000;
const [anna, ann, bert, dora, emil] = [memberId(1), memberId(2), memberId(3), memberId(4), memberId(5)];
const mug = rewardId(1);

/** Whoever and whatever the damaged rows are about. */
export const OWNED = { anna, ann, bert, dora, emil };

export type OwnedIds = { readonly moved: EventId; readonly ready: EventId; readonly reserved: EventId; readonly cancelled: EventId };

/** HQ with what has owners: a merge that paid a debt, a life that was written off, a receipt that moved, orders. */
export async function fillOwned(hq: SyncHq): Promise<OwnedIds> {
  const [one, two, three] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2'), await enrolTill(hq, 'b3')];
  for (const member of Object.values(OWNED)) one.log.registered(member, { name: '顾客' });
  one.log.stocked(mug, 10);
  for (const till of [one, two, three]) await till.exchange();
  await payForEachOther(hq, one, two);
  const moved = await moveReceipt(hq, one, two);
  await writeOff(hq, three);
  const orders = await placeOrders(hq, one);
  for (const till of [one, two]) await till.drain();
  return { moved, ...orders };
}

/** Anna owes; Ann, who turns out to be she, has points. */
async function payForEachOther(hq: SyncHq, one: TestTill, two: TestTill): Promise<void> {
  const sale = one.log.sold(anna, { amountFen: 10_000 });
  one.log.redeemed(anna, mug, { points: 100 });
  one.log.refunded(sale, { member: anna, amountFen: 10_000, debt: 100, experience: 100 });
  two.log.sold(ann, { amountFen: 30_000 }, { at: NOW - HOUR });
  await one.exchange();
  await two.exchange();
  await link(hq, anna, ann);
  two.log.returned(ann, 100);
  await two.exchange();
}

async function moveReceipt(hq: SyncHq, one: TestTill, two: TestTill): Promise<EventId> {
  const sale = one.log.sold(bert, { amountFen: 50_000 });
  await one.exchange();
  await two.exchange({ asks: [{ receipt: sale }] });
  one.log.fact('refund_released', { saleId: sale, refunded: [] });
  await one.exchange();
  await two.exchange({ asks: [{ receipt: sale }] });
  await two.exchange({ taken: [{ saleId: sale, transfer: 1 }] });
  return sale;
}

/** The third till is lost with 500 points; 40 of them turn out to have been spent, 460 are given back. */
async function writeOff(hq: SyncHq, till: TestTill): Promise<void> {
  till.log.sold(dora, { amountFen: 50_000 });
  await till.exchange();
  const act = async (name: 'declare_lost' | 'write_off' | 'compensate') => {
    const done = await actOnLife(hq.hq.context, admin, { ...till.log.writer, id: newId(), act: name, reason: 'the disk is gone' });
    if (!done.ok) throw new Error(`${name}: ${done.error.code}`);
  };
  await act('declare_lost');
  await act('write_off');
  till.log.redeemed(dora, mug, { points: 40 });
  const next = await enrolTill(hq, 'b3', { incarnation: '3b' });
  await next.exchange({ recovery: till.log.batch(till.acked, 200) });
  await act('compensate');
}

/** Four orders for three consigned pieces: one is ready, one set aside, one cancelled, and the last gets the piece of that one. */
async function placeOrders(hq: SyncHq, till: TestTill): Promise<Omit<OwnedIds, 'moved'>> {
  const { context } = hq.hq;
  const { branch } = till.log.writer;
  const reward = { reward_id: mug, name: 'Mug', category: 'general', drug_class: 'general', points: 100, cash_fen: 0 } as const;
  await context.db
    .insertInto('reward')
    .values({ ...reward, picture_url: null, is_active: 1 })
    .execute();
  till.log.sold(emil, { amountFen: 100_000 });
  const [stock, consigned] = [plainAccount('stock', till.log.writer), plainAccount('consigned', till.log.writer)];
  till.log.fact('stock_consigned', { rewardId: mug, difference: 3 }, [{ unit: skuUnit(mug), debit: stock, credit: consigned, n: 3 }]);
  await till.exchange();
  const ids: EventId[] = [];
  for (let i = 0; i < 4; i += 1) {
    const made = await createOrder(context, { id: newId(), memberId: emil, branchId: branch, rewardId: mug, quantity: 1 });
    if (!made.ok) throw new Error(made.error.code);
    ids.push(made.value.record.id);
  }
  till.log.returned(emil, 1000);
  await till.exchange();
  const [ready, reserved, cancelled] = [must(ids[0], 'order'), must(ids[1], 'order'), must(ids[2], 'order')];
  await cancelMemberOrder(context, { id: cancelled, owner: emil, scope: null, reason: 'changed my mind' });
  const { slices } = await context.db.selectFrom('reward_order').select('slices').where('order_id', '=', ready).executeTakeFirstOrThrow();
  const order = { orderId: ready, memberId: emil, rewardId: mug, rewardName: 'Mug', quantity: 1, points: 100, cashFen: 0 };
  till.log.fact('order_readied', { ...order, slices: JSON.parse(slices) });
  await till.exchange();
  return { ready, reserved, cancelled };
}
