import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { newIncarnation } from '@jifen/platform';
import { Crash } from '../../support/chain/crash-switch.ts';
import { type Answer, bodyOf, errorCodeOf } from '../../support/chain/json-call.ts';
import { confirmNoneMissing } from '../life/life-world.ts';
import { createOrderWorld, type OrderWorld } from './order-world.ts';

let at: OrderWorld;
beforeEach(async () => {
  at = await createOrderWorld();
});
afterEach(() => at.close());

const erase = (forfeitPoints: boolean): Promise<Answer> =>
  at.world.hq.call('POST', `/api/v1/members/${at.member}/erase`, { reason: 'asked to be forgotten', forfeitPoints });

async function placeOrder(points: number, pieces: number): Promise<string> {
  if (pieces > 0) bodyOf(await at.consign(pieces));
  await at.earn(at.shop, points);
  await at.settle();
  const id = at.world.newId();
  bodyOf(await at.order(id));
  await at.settle();
  return id;
}

test('[E1] erasing a person cancels an order that waits', async () => {
  const id = await placeOrder(700, 0);
  expect(await at.read(id)).toMatchObject({ state: 'created', reason: 'goods_missing' });
  bodyOf(await erase(true));
  expect(await at.read(id)).toMatchObject({ state: 'cancelled', reason: 'member_erased' });
  await at.settle();
  expect(await at.balance()).toMatchObject({ points: 0, available: 0 });
});

test('[E1] points that are set aside for an order are the person’s until they are given up: then the order ends and they go too', async () => {
  const id = await placeOrder(300, 1);
  expect(await at.read(id)).toMatchObject({ state: 'reserved' });
  expect(await at.balance()).toMatchObject({ points: 0 });
  expect(errorCodeOf(await erase(false))).toBe('points_left');
  expect(await at.read(id)).toMatchObject({ state: 'reserved' });
  bodyOf(await erase(true));
  expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
  await at.settle();
  expect(await at.balance()).toMatchObject({ points: 0, available: 0, pool: 0 });
  // The goods are free again, for somebody else.
  bodyOf(await at.consign(-1));
});

test('[E1] an order that is ready belongs to its branch: the person is erased when the branch handed it over or gave it up', async () => {
  const id = await placeOrder(300, 1);
  bodyOf(await at.act(id, 'ready'));
  await at.settle();
  expect(errorCodeOf(await erase(true))).toBe('order_ready');
  bodyOf(await at.cancel(id));
  expect(errorCodeOf(await erase(true))).toBe('order_ready');
  bodyOf(await at.act(id, 'release', { reason: 'cancelled' }));
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
  bodyOf(await erase(true));
  await at.settle();
  expect(await at.balance()).toMatchObject({ points: 0, available: 0 });
});

test('[E1] after a restore of HQ a branch may have the order ready: nobody with an order is erased before all have reported', async () => {
  const id = await placeOrder(300, 1);
  const { db, cipher, random } = at.world.hq.served().context;
  await db.transaction().execute((trx) => openEpoch(trx, { now: at.world.now(), cipher }, newIncarnation(random)));
  expect(errorCodeOf(await erase(true))).toBe('orders_barred');
  await at.settle();
  expect(errorCodeOf(await erase(true))).toBe('orders_barred');
  await confirmNoneMissing(at.world.hq.served().context);
  bodyOf(await erase(true));
  expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
});

test('HQ killed at any step of erasing a person with an order: all of it is there or nothing, and the retry ends it', async () => {
  const id = await placeOrder(300, 1);
  let kills = 0;
  for (let step = 1; ; step += 1) {
    at.world.hq.crash.arm(step);
    try {
      bodyOf(await erase(true));
      break;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      kills += 1;
      at.world.hq.crash.disarm();
      const isErased = (await at.world.hq.served().context.db.selectFrom('erasure').selectAll().execute()).length > 0;
      expect([isErased, (await at.read(id)).state]).toEqual([false, 'reserved']);
    }
  }
  expect(kills).toBeGreaterThan(25);
  expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
});
