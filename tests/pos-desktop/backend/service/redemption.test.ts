import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import {
  cashSale,
  CUP,
  feedMember,
  feedSummary,
  KETTLE,
  LI,
  MANAGER,
  openSellingTill,
  type TestTill,
  ZHANG,
} from '../../support/test-till.ts';

async function openWithPoints(points: number): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  for (const rewardId of [CUP, KETTLE]) bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId, quantity: 10 }));
  if (points > 0) bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, points * 100)));
  return till;
}

const redeem = (till: TestTill, rewardId = CUP, more: Record<string, unknown> = {}) =>
  till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId, quantity: 1, ...more });

test('a till with the line cut redeems from its own rights and stock, and not a point more', async () => {
  const till = await openWithPoints(250);
  till.isCut = true;
  expect(bodyOf(await redeem(till))).toMatchObject({ points: 100, member: { before: 250, spent: 100, after: 150 } });
  bodyOf(await redeem(till));
  expect((await redeem(till)).body).toEqual({ error: { code: 'insufficient_points', shortBy: 50, usableHere: 50 } });
  expect((await till.get('/api/rewards')).body).toMatchObject({
    items: [
      { id: CUP, stock: { onHand: 8 } },
      { id: KETTLE, stock: { onHand: 10 } },
    ],
  });
});

test('points are spent from the oldest vintage on, also those of merged members', async () => {
  const till = await openWithPoints(0);
  feedMember(till, { id: LI, name: '李四' });
  till.hq.feed('link', LI, { memberId: LI, into: ZHANG });
  till.hq.say.push({
    granted: [
      { memberId: ZHANG as never, vintage: '2027-05' as never, granted: 70 as never },
      { memberId: LI as never, vintage: '2026-09' as never, granted: 60 as never },
    ],
  });
  await till.backend.drain();
  bodyOf(await redeem(till));
  await till.backend.drain();
  expect(till.hq.events.at(-1)?.envelope.body['slices']).toEqual([
    { memberId: LI, vintage: '2026-09', n: 60 },
    { memberId: ZHANG, vintage: '2027-05', n: 40 },
  ]);
});

test('the cash part is paid exactly and earns nothing', async () => {
  const till = await openWithPoints(250);
  expect(errorCodeOf(await redeem(till, KETTLE))).toBe('tenders_do_not_cover_total');
  const tenders = [{ method: 'cash', amountFen: 1500 }];
  expect(bodyOf(await redeem(till, KETTLE, { tenders }))).toMatchObject({ points: 200, cashFen: 1500 });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 50, experience: 250, purchases: 1 });
});

test('with the line up, missing points are asked for in one exchange and then spent', async () => {
  const till = await openWithPoints(30);
  feedSummary(till, ZHANG, { points: 530 });
  await till.backend.drain();
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: 'never' as never, granted: 70 as never }] });
  bodyOf(await redeem(till));
  expect(till.hq.requests.at(-1)?.wants).toEqual([{ memberId: ZHANG, n: 70 }]);
  expect((await redeem(till)).body).toMatchObject({ error: { code: 'insufficient_points', usableHere: 0 } });
});

test('a returned reward gives points back to their vintages and the piece to the shelf', async () => {
  const till = await openWithPoints(350);
  const { redemptionId } = bodyOf<{ redemptionId: string }>(await redeem(till, CUP, { quantity: 3 }));
  const path = `/api/redemptions/${redemptionId}`;
  await till.signIn(MANAGER);
  expect(bodyOf(await till.post(`${path}/refund`, { id: till.newId(), quantity: 1, reason: 'quality' }))).toMatchObject({ points: 100 });
  expect(bodyOf(await till.post(`${path}/void`, { id: till.newId(), reason: 'mistake' }))).toMatchObject({ points: 200, isVoid: true });
  expect((await till.post(`${path}/refund`, { id: till.newId(), quantity: 1, reason: 'quality' })).body).toEqual({
    error: { code: 'refund_exceeds_redemption', refundableQuantity: 0 },
  });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 350, usableHere: 350 });
  expect((await till.get('/api/stock')).body).toMatchObject({ items: [{ rewardId: CUP, onHand: 10 }, { onHand: 10 }] });
  expect((await till.get(path)).body).toMatchObject({ refundedQuantity: 3 });
});

test('refused first: inactive member, then what is missing', async () => {
  const till = await openWithPoints(100);
  await till.signIn(MANAGER);
  expect(errorCodeOf(await redeem(till, CUP, { quantity: 0 }))).toBe('quantity_out_of_range');
  bodyOf(await till.post('/api/stock/count', { id: till.newId(), rewardId: CUP, counted: 0 }));
  expect((await redeem(till)).body).toEqual({ error: { code: 'insufficient_stock', inStock: 0 } });
  bodyOf(await till.post(`/api/members/${ZHANG}/status`, { id: till.newId(), isActive: false }));
  expect(errorCodeOf(await redeem(till))).toBe('member_inactive');
  expect(errorCodeOf(await redeem(till, ZHANG))).toBe('reward_unknown');
});

test('two taps at once with one id hand over one piece', async () => {
  const till = await openWithPoints(500);
  const body = { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 };
  const [first, second] = await Promise.all([till.post('/api/redemptions', body), till.post('/api/redemptions', body)]);
  expect(first).toEqual(second);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 400 });
});

test('stock is received, counted and corrected, never below zero', async () => {
  const till = await openWithPoints(0);
  await till.signIn(MANAGER);
  const change = (path: string, body: Record<string, unknown>) =>
    till.post(`/api/stock/${path}`, { id: till.newId(), rewardId: CUP, ...body });
  expect(bodyOf(await change('receive', { quantity: 5 }))).toMatchObject({ onHand: 15 });
  expect(bodyOf(await change('count', { counted: 12 }))).toMatchObject({ onHand: 12 });
  expect(bodyOf(await change('count', { counted: 12 }))).toMatchObject({ onHand: 12 });
  expect(bodyOf(await change('adjust', { difference: -2, reason: 'damaged' }))).toMatchObject({ onHand: 10 });
  expect((await change('adjust', { difference: -11, reason: 'lost' })).body).toEqual({
    error: { code: 'insufficient_stock', inStock: 10 },
  });
  expect(errorCodeOf(await change('receive', { quantity: 0 }))).toBe('stock_quantity_out_of_range');
});
