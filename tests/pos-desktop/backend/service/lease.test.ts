import { DAY_MS } from '@jifen/core';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, CUP, feedMember, feedSummary, makeManager, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

const sync = async (till: TestTill) => (await till.get('/api/sync')).body;
const view = async (till: TestTill) => (await till.get(`/api/members/${ZHANG}`)).body;
const sell = async (till: TestTill, amountFen = 1000) => bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, amountFen)));
const redeem = (till: TestTill) => till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 });
const typesAtHq = (till: TestTill) => till.hq.events.map(({ envelope }) => [envelope.type, envelope.body['reason']]);

async function openWithPoints(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 50 }));
  await sell(till, 100_000);
  await till.backend.drain();
  return till;
}

/** Goes on in time without a word of HQ, signed in anew as the shop does each day. */
async function passDays(till: TestTill, days: number): Promise<void> {
  till.now = (till.now + days * DAY_MS) as never;
  await till.signIn();
}

test('[V8] without HQ’s word for longer than the lease a till stops redeeming, and only redeeming', async () => {
  const till = await openWithPoints();
  till.isCut = true;
  await passDays(till, 29);
  bodyOf(await redeem(till));
  await passDays(till, 1.5);
  expect(await redeem(till)).toMatchObject({ status: 422, body: { error: { code: 'lease_over' } } });
  expect(await sync(till)).toMatchObject({ leaseOver: true });
  await sell(till);
  expect(await view(till)).toMatchObject({ usableHere: 915 });
  till.isCut = false;
  await till.backend.drain();
  bodyOf(await redeem(till));
  expect(typesAtHq(till).filter(([type]) => type === 'rights_returned')).toEqual([]);
});

test('[V8] the chain sets the lease; null never ends it; what is not understood is the default', async () => {
  for (const [data, isOver] of [
    [{ returnAtClose: true, leaseDays: 3 }, true],
    [{ returnAtClose: true, leaseDays: null }, false],
    [{ returnAtClose: true, leaseDays: 'soon' }, false],
  ] as const) {
    const till = await openWithPoints();
    till.hq.feed('setting', 'chain', data);
    await till.backend.drain();
    till.isCut = true;
    await passDays(till, 4);
    expect((await redeem(till)).status).toBe(isOver ? 422 : 200);
  }
});

test('[V8] a clock set back makes the lease no longer, and never stops selling', async () => {
  const till = await openWithPoints();
  till.isCut = true;
  await passDays(till, 31);
  await sell(till);
  await passDays(till, -400);
  expect(await redeem(till)).toMatchObject({ body: { error: { code: 'lease_over' } } });
  await sell(till);
  till.isCut = false;
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  bodyOf(await redeem(till));
});

test('[V8] a challenge or a refusal is no word that extends the lease', async () => {
  const till = await openWithPoints();
  till.hq.refused.set(till.hq.requests.at(-1)?.batch.incarnation ?? '', 'closed');
  await passDays(till, 31);
  expect(await till.backend.exchange()).toEqual({ kind: 'refused', code: 'closed' });
  expect(await redeem(till)).toMatchObject({ body: { error: { code: 'lease_over' } } });
});

test('[V8] at day close rights go back unless the chain says that they stay', async () => {
  const till = await openWithPoints();
  till.hq.feed('setting', 'chain', { returnAtClose: false, leaseDays: 30 });
  await till.backend.drain();
  expect(bodyOf(await till.post('/api/sync/return-rights', {}))).toMatchObject({ returned: 0 });
  expect(await view(till)).toMatchObject({ usableHere: 1000 });
  till.hq.feed('setting', 'chain', null);
  await till.backend.drain();
  expect(bodyOf(await till.post('/api/sync/return-rights', {}))).toMatchObject({ returned: 1000 });
});

test('[V9] points of a vintage that expired are not spent, also before the till gave them back', async () => {
  const till = await openWithPoints();
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: '2026-07' as never, granted: 5000 as never }] });
  await till.backend.drain();
  till.isCut = true;
  // 2026-07-31; the month ends in 12 hours, and three days of grace follow.
  await passDays(till, 3);
  bodyOf(await redeem(till));
  expect(await view(till)).toMatchObject({ usableHere: 5900 });
  await passDays(till, 1);
  const all = { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 11 };
  expect(await till.post('/api/redemptions', all)).toMatchObject({ body: { error: { code: 'insufficient_points', shortBy: 100 } } });
  bodyOf(await till.post('/api/redemptions', { ...all, id: till.newId(), quantity: 10 }));
});

test('[V9] a clock behind HQ’s does not keep an expired vintage', async () => {
  const till = await openWithPoints();
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: '2026-07' as never, granted: 40 as never }] });
  await till.backend.drain();
  till.hq.clockOffsetMs = 10 * DAY_MS;
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(till.hq.events.at(-1)?.envelope.body).toEqual({ reason: 'expired', slices: [{ memberId: ZHANG, vintage: '2026-07', n: 40 }] });
});

test('[V9] a clock ahead of HQ’s does not spend a vintage that it thinks expired, and does not give it back: HQ would grant it again without end', async () => {
  const till = await openWithPoints();
  till.hq.clockOffsetMs = -60 * DAY_MS;
  await passDays(till, 60);
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: '2026-07' as never, granted: 5000 as never }] });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(typesAtHq(till).filter(([type]) => type === 'rights_returned')).toEqual([]);
  const many = { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 30 };
  expect(await till.post('/api/redemptions', many)).toMatchObject({ body: { error: { code: 'insufficient_points' } } });
});

test('[V7] a till that HQ drains gives everything back at each exchange and sells on', async () => {
  const till = await openWithPoints();
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  expect(await view(till)).toMatchObject({ usableHere: 0 });
  expect(await sync(till)).toMatchObject({ life: 'draining' });
  await sell(till, 5000);
  expect(await view(till)).toMatchObject({ usableHere: 75 });
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  expect(typesAtHq(till).slice(-3)).toEqual([
    ['rights_returned', 'closing'],
    ['sale_recorded', undefined],
    ['rights_returned', 'closing'],
  ]);
  await till.backend.exchange();
  expect(await sync(till)).toMatchObject({ life: 'normal' });
});

test('[V7] only a manager closes, only when HQ drains; then nothing is sold, and the log still goes up to its end', async () => {
  const till = await openWithPoints();
  expect(await till.post('/api/life/close', {})).toMatchObject({ status: 403 });
  await makeManager(till);
  expect(await till.post('/api/life/close', {})).toMatchObject({ status: 422, body: { error: { code: 'not_draining' } } });
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  const before = cashSale(till, ZHANG, 700);
  bodyOf(await till.post('/api/sales', before));
  till.isCut = true;
  expect(bodyOf(await till.post('/api/life/close', {}))).toMatchObject({ life: 'closed' });
  expect(bodyOf(await till.post('/api/life/close', {}))).toMatchObject({ life: 'closed' });
  const closed = { status: 422, body: { error: { code: 'till_closed' } } };
  expect(await till.post('/api/sales', cashSale(till, ZHANG, 1000))).toMatchObject(closed);
  expect(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 1 })).toMatchObject(closed);
  // What was done before is still answered.
  expect((await till.post('/api/sales', before)).status).toBe(200);
  await till.reopen();
  await till.backend.exchange();
  expect(await redeem(till)).toMatchObject({ status: 422 });
  till.isCut = false;
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: 'never' as never, granted: 9 as never }] });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(typesAtHq(till).slice(-2)).toEqual([
    ['rights_returned', 'closing'],
    ['incarnation_closed', 'drained'],
  ]);
  expect(await view(till)).toMatchObject({ usableHere: 0 });
  expect(await sync(till)).toMatchObject({ life: 'closed', pending: 0 });
});

test('[V7] a closed till that HQ gave up before it had the whole log says so, and goes on in a new life when a manager decides', async () => {
  const till = await openWithPoints();
  await makeManager(till);
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  till.isCut = true;
  bodyOf(await till.post('/api/life/close', {}));
  till.isCut = false;
  const { incarnation = '' } = till.hq.requests.at(-1)?.batch ?? {};
  till.hq.refused.set(incarnation, 'closed');
  await till.backend.exchange();
  expect(await sync(till)).toMatchObject({ life: 'given_up', state: 'refused', code: 'closed' });
  const begun = bodyOf<{ life: string; previousLives: number }>(await till.post('/api/life/begin', { reason: '总店误报' }));
  expect(begun.previousLives).toBe(1);
  expect(begun.life).not.toBe('given_up');
  expect((await till.post('/api/sales', cashSale(till, ZHANG, 700))).status).toBe(200);
});

test('[V7] the day’s end of a draining till closes it; a person may begin it anew', async () => {
  const till = await openWithPoints();
  await makeManager(till);
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  await sell(till, 3000);
  expect(bodyOf(await till.post('/api/sync/return-rights', {}))).toMatchObject({ returned: 45, life: 'closed', pending: 0 });
  // What HQ has booked of it the new life hears of as everybody does.
  feedSummary(till, ZHANG, { experience: 1030 });
  expect(typesAtHq(till).at(-1)).toEqual(['incarnation_closed', 'drained']);
  expect(bodyOf(await till.post('/api/life/begin', { reason: '重新启用' }))).toMatchObject({ life: 'normal', previousLives: 1 });
  await sell(till, 1000);
  expect(await view(till)).toMatchObject({ usableHere: 15 });
});

test('[R8] a till that is used again after its farewell refunds nothing of before: HQ may have passed it on', async () => {
  const till = await openWithPoints();
  await makeManager(till);
  const before = cashSale(till, ZHANG, 1000);
  bodyOf(await till.post('/api/sales', before));
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  bodyOf(await till.post('/api/life/close', {}));
  till.isCut = true;
  bodyOf(await till.post('/api/life/begin', { reason: '重新启用' }));
  const refund = (saleId: string) =>
    till.post(`/api/sales/${saleId}/refund`, {
      id: till.newId(),
      lines: [{ line: 0, amountFen: 100 }],
      tenders: [{ method: 'cash', amountFen: 100 }],
      reason: 'customer',
    });
  expect(await refund(before.id)).toMatchObject({ status: 422, body: { error: { code: 'refund_released' } } });
  expect((await till.get(`/api/sales/${before.id}`)).body).toMatchObject({ isReleased: true });
  const after = cashSale(till, ZHANG, 1000);
  bodyOf(await till.post('/api/sales', after));
  bodyOf(await refund(after.id));
});
