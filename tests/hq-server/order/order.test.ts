import { unixMs } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WANT_MS } from '../../../apps/hq-server/src/server/placement/want.ts';
import { Crash } from '../../support/chain/crash-switch.ts';
import { bodyOf, errorCodeOf } from '../../support/chain/json-call.ts';
import { createOrderWorld, type OrderWorld } from './order-world.ts';

let at: OrderWorld;
beforeEach(async () => {
  at = await createOrderWorld();
});
afterEach(() => at.close());

async function placeOrder(): Promise<string> {
  const id = at.world.newId();
  bodyOf(await at.order(id));
  return id;
}

/** An order whose points and goods are set aside. */
async function reserved(): Promise<string> {
  bodyOf(await at.consign(2));
  await at.earn(at.shop, 700);
  await at.settle();
  const id = await placeOrder();
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'reserved', reason: null });
  return id;
}

async function ready(): Promise<string> {
  const id = await reserved();
  bodyOf(await at.act(id, 'ready'));
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'ready' });
  return id;
}

async function stockAtShop(): Promise<{ onHand: number; consigned: number }> {
  const { items } = bodyOf<{ items: { onHand: number; consigned: number }[] }>(await at.shop.call('GET', '/api/stock'));
  return items[0] ?? { onHand: 0, consigned: 0 };
}

test('[O1] an order waits until its points are back at HQ and goods are consigned, and says for what', async () => {
  await at.earn(at.shop, 700);
  await at.settle();
  const id = await placeOrder();
  expect(await at.read(id)).toMatchObject({ state: 'created', reason: 'goods_missing' });
  bodyOf(await at.consign(1));
  await at.shop.served().exchange();
  expect(await at.read(id)).toMatchObject({ state: 'created', reason: 'points_missing' });
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'reserved', reason: null });
  expect(await at.balance()).toMatchObject({ points: 400, available: 400 });
});

test('[O1] points that are set aside for an order are shown beside those to spend, until it is handed over or ends', async () => {
  const id = await reserved();
  expect(await at.balance()).toMatchObject({ points: 400, available: 400, reserved: 300 });
  bodyOf(await at.act(id, 'ready'));
  await at.settle();
  expect(await at.balance()).toMatchObject({ reserved: 300 });
  bodyOf(await at.act(id, 'fulfil'));
  await at.settle();
  expect(await at.balance()).toMatchObject({ points: 400, reserved: 0 });
});

test('[O1] points that a cut-off till holds are waited for', async () => {
  await at.earn(at.other, 700);
  await at.settle();
  at.other.line.isCut = true;
  bodyOf(await at.consign(1));
  await at.settle();
  const id = await placeOrder();
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'created', reason: 'points_missing' });
  at.other.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'reserved' });
});

test('[O1] points that a till took for a member before it come back to the order once nobody waits there', async () => {
  const settings = { perBranchCap: null, returnAtClose: true, leaseDays: 30, refundLimitFen: 20_000, idleLockMinutes: 3 };
  bodyOf(await at.world.hq.call('PUT', '/api/v1/settings', { ...settings, placement: { kind: 'home' }, version: 1 }));
  bodyOf(await at.consign(1));
  await at.earn(at.shop, 700);
  await at.settle();
  bodyOf(await at.other.call('POST', '/api/stock/receive', { id: at.world.newId(), rewardId: at.reward, quantity: 10 }));
  const redemption = { id: at.world.newId(), memberId: at.member, rewardId: at.reward, quantity: 2, tenders: [] };
  at.shop.line.isCut = true;
  expect(errorCodeOf(await at.other.call('POST', '/api/redemptions', redemption))).toBe('insufficient_points');
  at.shop.line.isCut = false;
  await at.settle();
  const id = await placeOrder();
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'created', reason: 'points_missing' });
  at.world.setClock(unixMs(at.world.now() + WANT_MS + 1));
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'reserved', reason: null });
});

test('[O1] the last piece is promised to one of two orders', async () => {
  bodyOf(await at.consign(1));
  await at.earn(at.shop, 700);
  await at.settle();
  const first = await placeOrder();
  // Of two orders of one instant chance says which came first.
  at.world.setClock(unixMs(at.world.now() + 1));
  const second = await placeOrder();
  await at.settle();
  expect([await at.read(first), await at.read(second)]).toMatchObject([
    { state: 'reserved' },
    { state: 'created', reason: 'goods_missing' },
  ]);
});

test('[O2] nothing is handed over before HQ confirmed it; then offline, and exactly once', async () => {
  const id = await reserved();
  at.shop.line.isCut = true;
  expect(errorCodeOf(await at.act(id, 'fulfil'))).toBe('order_not_confirmed');
  bodyOf(await at.act(id, 'ready'));
  expect(errorCodeOf(await at.act(id, 'fulfil'))).toBe('order_not_confirmed');
  at.shop.line.isCut = false;
  await at.settle();
  at.shop.line.isCut = true;
  const command = { id: at.world.newId(), tenders: [] };
  const first = await at.shop.call('POST', `/api/orders/${id}/fulfil`, command);
  expect(first.status).toBe(200);
  expect(await at.shop.call('POST', `/api/orders/${id}/fulfil`, command)).toEqual(first);
  expect(errorCodeOf(await at.act(id, 'fulfil'))).toBe('order_not_open');
  expect(await stockAtShop()).toMatchObject({ onHand: 8, consigned: 1 });
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled' });
  expect(await at.balance()).toMatchObject({ points: 400, available: 400 });
});

test('[O3] a reserved order is cancelled at once; a readying that comes later is not confirmed', async () => {
  const id = await reserved();
  at.shop.line.isCut = true;
  bodyOf(await at.act(id, 'ready'));
  expect(bodyOf(await at.cancel(id))).toMatchObject({ state: 'cancelled' });
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
  expect(errorCodeOf(await at.act(id, 'fulfil'))).toBe('order_not_open');
  expect(await at.balance()).toMatchObject({ points: 700, available: 700 });
});

test('[O3] a ready order ends only when its branch releases it', async () => {
  const id = await ready();
  expect(bodyOf(await at.cancel(id))).toMatchObject({ state: 'ready', isCancelWanted: true });
  await at.settle();
  expect(await at.balance()).toMatchObject({ points: 400 });
  bodyOf(await at.act(id, 'release', { reason: 'cancelled' }));
  expect(errorCodeOf(await at.act(id, 'fulfil'))).toBe('order_not_open');
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
  expect(await at.balance()).toMatchObject({ points: 700, available: 700 });
});

test('[O3] a hand-over goes before a cancellation that came meanwhile', async () => {
  const id = await ready();
  at.shop.line.isCut = true;
  bodyOf(await at.act(id, 'fulfil'));
  bodyOf(await at.cancel(id));
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled', isCancelWanted: false });
  expect(await at.balance()).toMatchObject({ points: 400 });
});

test('[O4] goods that the branch takes back are promised no more: the newest order waits again', async () => {
  const first = await reserved();
  await at.earn(at.shop, 300);
  at.shop.line.isCut = true;
  const second = await placeOrder();
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(second)).toMatchObject({ state: 'reserved' });
  expect(errorCodeOf(await at.consign(-1))).toBe('insufficient_consigned');
  expect([await at.read(first), await at.read(second)]).toMatchObject([{ state: 'reserved' }, { state: 'reserved' }]);
});

test('[O4] a branch that did not know of the promise may take its goods back; the order waits again and nothing is lost', async () => {
  bodyOf(await at.consign(1));
  await at.earn(at.other, 700);
  await at.settle();
  at.shop.line.isCut = true;
  const id = await placeOrder();
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'reserved' });
  bodyOf(await at.consign(-1));
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'created', reason: 'goods_missing' });
  expect(await at.balance()).toMatchObject({ points: 700, available: 700 });
});

test('[O5] ordering twice with one id is one order; other content is refused', async () => {
  const id = await placeOrder();
  expect((await at.order(id)).status).toBe(200);
  const other = { id, memberId: at.member, branchId: 'other', rewardId: at.reward, quantity: 1 };
  expect(errorCodeOf(await at.world.hq.call('POST', '/api/v1/orders', other))).toBe('id_taken');
});

test('[O5] what cannot be ordered is refused by name', async () => {
  const wrong = async (change: object) =>
    errorCodeOf(
      await at.world.hq.call('POST', '/api/v1/orders', {
        id: at.world.newId(),
        memberId: at.member,
        branchId: 'shop',
        rewardId: at.reward,
        quantity: 1,
        ...change,
      }),
    );
  expect(await wrong({ branchId: 'nowhere' })).toBe('branch_unknown');
  expect(await wrong({ rewardId: at.world.newId() })).toBe('reward_unknown');
  expect(await wrong({ quantity: 101 })).toBe('quantity_out_of_range');
  expect(await wrong({ memberId: at.world.newId() })).toBe('not_found');
  bodyOf(await at.world.hq.call('POST', `/api/v1/members/${at.member}/status`, { isActive: false }));
  expect(await wrong({})).toBe('member_inactive');
});

test('[O6] killed at any step of the hand-over, the goods go out once', async () => {
  const id = await ready();
  const command = { id: at.world.newId(), tenders: [] };
  let kills = 0;
  for (let step = 1; step <= 60; step += 1) {
    at.shop.crash.arm(step);
    try {
      await at.shop.call('POST', `/api/orders/${id}/fulfil`, command);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      kills += 1;
      continue;
    }
    break;
  }
  at.shop.crash.disarm();
  expect(kills).toBeGreaterThan(3);
  expect((await at.shop.call('POST', `/api/orders/${id}/fulfil`, command)).status).toBe(200);
  expect(await stockAtShop()).toMatchObject({ onHand: 8, consigned: 1 });
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled' });
});

async function decideLife(...acts: readonly string[]): Promise<void> {
  const { items } = bodyOf<{ items: { branchId: string; incarnation: string }[] }>(await at.world.hq.call('GET', '/api/v1/incarnations'));
  const incarnation = items.find(({ branchId }) => branchId === 'shop')?.incarnation ?? '';
  for (const act of acts) {
    const body = { id: at.world.newId(), act, reason: 'decided by a person' };
    bodyOf(await at.world.hq.call('POST', `/api/v1/incarnations/shop/${incarnation}/acts`, body));
  }
}

test('[O7] what a recovered till had ready waits again, and what a lost one had ready counts as handed over', async () => {
  const id = await ready();
  await decideLife('declare_lost', 'close_recovered');
  expect(await at.read(id)).toMatchObject({ state: 'reserved' });
  expect(await at.balance()).toMatchObject({ points: 400, available: 400 });
});

test('[O7] when a till is written off, nobody gets the points of its ready orders back by themselves', async () => {
  const id = await ready();
  await decideLife('declare_lost', 'write_off');
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled', reason: 'written_off' });
  expect(await at.balance()).toMatchObject({ points: 0 });
});
