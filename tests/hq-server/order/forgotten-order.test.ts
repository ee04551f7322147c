import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from '../../../apps/hq-server/src/server/backup/back-up.ts';
import { restoreHq } from '../../../apps/hq-server/src/server/backup/restore-hq.ts';
import { bodyOf } from '../../support/chain/json-call.ts';
import { NO_FAULTS } from '../../support/chain/faulty-line.ts';
import { confirmNoneMissing } from '../life/life-world.ts';
import { createOrderWorld, type OrderWorld } from './order-world.ts';

let at: OrderWorld;
let copy: string;
let id: string;
beforeEach(async () => {
  at = await createOrderWorld();
  bodyOf(await at.consign(2));
  await at.earn(at.shop, 700);
  id = at.world.newId();
  bodyOf(await at.order(id));
  expect(await at.read(id)).toMatchObject({ state: 'created' });
  copyNow('copy.db');
  await at.settle();
  bodyOf(await at.act(id, 'ready'));
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'ready' });
});
afterEach(() => at.close());

function copyNow(name: string): void {
  copy = join(at.folder, name);
  backUp({ dataFolder: join(at.folder, 'hq'), target: copy, now: at.world.now() });
}

/** HQ goes on from a copy: at first from one that only knows that somebody placed the order that the shop has confirmed. */
async function restore(): Promise<void> {
  const { hq, now, random } = at.world;
  await hq.served().close();
  const done = await restoreHq({ dataFolder: join(at.folder, 'hq'), file: copy, now: now(), random });
  expect(done).toMatchObject({ ok: true });
  await hq.restart();
}

/** An order that HQ reserved and the shop, whose line is cut, knows nothing of. */
async function reserveUnseen(): Promise<string> {
  await at.earn(at.other, 700);
  await at.settle();
  at.shop.line.isCut = true;
  const reserved = at.world.newId();
  bodyOf(await at.order(reserved));
  await at.settle();
  return reserved;
}

/** HQ goes on from a copy that has the order. */
async function restoreWithReserved(): Promise<string> {
  const reserved = await reserveUnseen();
  copyNow('later.db');
  await restore();
  return reserved;
}

const openKinds = async () => {
  const { items } = bodyOf<{ items: { kind: string }[] }>(await at.world.hq.call('GET', '/api/v1/exceptions?state=open'));
  return items.map(({ kind }) => kind);
};

test('[O6] an order that a restored HQ knows as only placed, and that its branch had ready and handed over, is simply handed over', async () => {
  at.shop.line.isCut = true;
  await restore();
  bodyOf(await at.act(id, 'fulfil', { tenders: [] }));
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled', reason: null });
  expect(await at.balance()).toMatchObject({ points: 400, available: 400 });
  expect(await openKinds()).toEqual([]);
});

test('[O6] what its branch has ready stays ready after a restore, its points set aside, and can still be handed over', async () => {
  await restore();
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'ready' });
  expect(await at.balance()).toMatchObject({ points: 400 });
  bodyOf(await at.act(id, 'fulfil', { tenders: [] }));
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled', reason: null });
});

test('[O6] cancelling what a restored HQ knows as only placed waits for the branch, which may have it ready', async () => {
  at.shop.line.isCut = true;
  await restore();
  expect(bodyOf(await at.cancel(id))).toMatchObject({ state: 'created', isCancelWanted: true });
  bodyOf(await at.act(id, 'fulfil', { tenders: [] }));
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(id)).toMatchObject({ state: 'fulfilled', isCancelWanted: false });
  expect(await at.balance()).toMatchObject({ points: 400, available: 400 });
});

test('[O6] once every branch has reported, an order that nobody had ready ends as it was wanted', async () => {
  const other = at.world.newId();
  bodyOf(await at.order(other));
  copyNow('later.db');
  await restore();
  expect(bodyOf(await at.cancel(other))).toMatchObject({ isCancelWanted: true });
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'created' });
  await confirmNoneMissing(at.world.hq.served().context);
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'cancelled' });
});

test('[O6] an order to be cancelled whose goods the branch takes back with its report gives its points back once', async () => {
  const other = await restoreWithReserved();
  expect(bodyOf(await at.cancel(other))).toMatchObject({ state: 'reserved', isCancelWanted: true });
  bodyOf(await at.consign(-1));
  await at.settle();
  await confirmNoneMissing(at.world.hq.served().context);
  // The report that HQ waits for brings the goods that are gone.
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'cancelled', isCancelWanted: false });
  expect(await at.balance()).toMatchObject({ points: 1100, available: 1100, reserved: 300 });
});

test('[O6] an order to be cancelled gives its points back to whom they came from, though the merge with that person was undone', async () => {
  const twin = at.world.newId();
  bodyOf(await at.world.hq.call('POST', '/api/v1/members', { id: twin, name: 'Twin', homeBranch: 'shop' }));
  bodyOf(await at.world.hq.call('POST', `/api/v1/members/${twin}/link`, { into: at.member }));
  await at.earn(at.other, 700);
  await at.settle();
  const other = at.world.newId();
  const order = { id: other, memberId: twin, branchId: 'shop', rewardId: at.reward, quantity: 1 };
  bodyOf(await at.world.hq.call('POST', '/api/v1/orders', order));
  await at.settle();
  copyNow('later.db');
  await restore();
  expect(bodyOf(await at.cancel(other))).toMatchObject({ state: 'reserved', isCancelWanted: true });
  bodyOf(await at.world.hq.call('DELETE', `/api/v1/members/${twin}/link`));
  await confirmNoneMissing(at.world.hq.served().context);
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'cancelled', isCancelWanted: false });
  expect(await at.balance()).toMatchObject({ points: 1100, available: 1100 });
});

test('[O4] goods that a branch took back while a restored HQ could move nothing are missed as soon as it can', async () => {
  const other = await restoreWithReserved();
  bodyOf(await at.consign(-1));
  at.shop.line.isCut = false;
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'reserved' });
  await confirmNoneMissing(at.world.hq.served().context);
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'created', reason: 'goods_missing' });
  expect([await at.read(id), await at.balance()]).toMatchObject([{ state: 'ready' }, { points: 1100, available: 1100, reserved: 300 }]);
});

test('[O6] what a restored HQ forgot to have cancelled, and gave to a till, is not handed over beside it: the order waits for its points', async () => {
  const other = await reserveUnseen();
  copyNow('later.db');
  bodyOf(await at.cancel(other));
  await at.settle();
  expect(await at.balance()).toMatchObject({ points: 1100, reserved: 300 });
  await restore();
  at.shop.line.isCut = false;
  await at.settle();
  expect([await at.read(other), await at.balance()]).toMatchObject([{ state: 'reserved' }, { points: 800, reserved: 600, pool: -300 }]);
  // One asks while HQ does not know, one when it knows.
  bodyOf(await at.act(other, 'ready'));
  await at.settle();
  expect([await at.read(other), await at.balance()]).toMatchObject([{ state: 'created' }, { points: 1100, reserved: 300, pool: 0 }]);
  await confirmNoneMissing(at.world.hq.served().context);
  await at.settle();
  expect([await at.read(other), await at.balance()]).toMatchObject([{ state: 'reserved' }, { points: 800, reserved: 600, pool: 0 }]);
  bodyOf(await at.act(other, 'ready'));
  await at.settle();
  expect([await at.read(other), await at.balance()]).toMatchObject([{ state: 'ready' }, { points: 800, available: 800 }]);
});

test('[O6] the same when the branch asks only after all have reported', async () => {
  const other = await reserveUnseen();
  copyNow('later.db');
  bodyOf(await at.cancel(other));
  await at.settle();
  await restore();
  at.shop.line.isCut = false;
  await at.settle();
  await confirmNoneMissing(at.world.hq.served().context);
  bodyOf(await at.act(other, 'ready'));
  await at.settle();
  expect([await at.read(other), await at.balance()]).toMatchObject([{ state: 'reserved' }, { points: 800, reserved: 600, pool: 0 }]);
  expect(await openKinds()).toEqual([]);
});

test('[O6] what was asked and not confirmed can be asked again, also by a till that never heard that the order waited meanwhile', async () => {
  const other = await restoreWithReserved();
  at.shop.line.isCut = false;
  await at.settle();
  bodyOf(await at.act(other, 'ready'));
  at.shop.line.faults = { ...NO_FAULTS, dropAnswer: 1 };
  await at.shop.served().exchange();
  expect(await at.read(other)).toMatchObject({ state: 'created' });
  const ordersHere = async () => bodyOf<{ items: object[] }>(await at.shop.call('GET', '/api/orders')).items;
  expect(await ordersHere()).toContainEqual(expect.objectContaining({ id: other, isAsked: true }));
  at.shop.line.faults = NO_FAULTS;
  await confirmNoneMissing(at.world.hq.served().context);
  await at.settle();
  expect(await ordersHere()).toContainEqual(expect.objectContaining({ id: other, state: 'reserved', isAsked: false }));
  bodyOf(await at.act(other, 'ready'));
  await at.settle();
  expect(await at.read(other)).toMatchObject({ state: 'ready' });
});
