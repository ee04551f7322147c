import { DEFAULT_LADDER } from '@jifen/core';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import {
  APPLE,
  ASPIRIN,
  cashSale,
  feedMember,
  feedSummary,
  LI,
  openSellingTill,
  SOAP,
  ZHANG,
  OPENED_SEQ,
} from '../../support/test-till.ts';

type Receipt = {
  saleId: string;
  receiptNo: string;
  totalFen: number;
  accrual: { ruleVersion: number; points: number; experience: number; tierId: string } | null;
  member: { before: number; earned: number; after: number } | null;
  isUnclaimed: boolean;
  isOffline: boolean;
};

test('a sale with the line cut earns points that are spendable here at once', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  till.isCut = true;
  await till.backend.exchange();
  const receipt = bodyOf<Receipt>(await till.post('/api/sales', cashSale(till, ZHANG, 3333)));
  expect(receipt).toMatchObject({ totalFen: 3333, isOffline: true, member: { before: 0, earned: 33, after: 33 } });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 33, usableHere: 33, experience: 33, purchases: 1 });
});

test('HQ’s total counts this branch’s own part once', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  feedSummary(till, ZHANG, { points: 500, experience: 990, debt: 40, purchases: 3, spendFen: 99_000 });
  await till.backend.drain();
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 1000)));
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({
    points: 510,
    experience: 1000,
    purchases: 4,
    totalSpendFen: 100_000,
  });
  feedSummary(
    till,
    ZHANG,
    { points: 510, experience: 1000, debt: 40, purchases: 4, spendFen: 100_000 },
    { rights: 10, experience: 10, purchases: 1, spendFen: 1000 },
  );
  await till.backend.drain();
  const view = (await till.get(`/api/members/${ZHANG}`)).body;
  expect(view).toMatchObject({
    points: 510,
    debt: 40,
    experience: 1000,
    purchases: 4,
    totalSpendFen: 100_000,
    usableHere: 0,
    elsewhere: 500,
  });
});

test('the tier of a sale is the one before it, from the chain’s experience and the branch’s own', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  feedSummary(till, ZHANG, { experience: 990 });
  await till.backend.drain();
  const first = bodyOf<Receipt>(await till.post('/api/sales', cashSale(till, ZHANG, 1000)));
  const second = bodyOf<Receipt>(await till.post('/api/sales', cashSale(till, ZHANG, 3333)));
  expect(first.accrual).toMatchObject({ tierId: 'regular', points: 10 });
  expect(second.accrual).toMatchObject({ tierId: 'vip', points: 49 });
});

test('[R6] a till whose clock is before all rules sells by the first version, also when a later one begins earlier', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  const publish = (version: number, effectiveFrom: number) =>
    till.hq.feed('rule', `${version}`, {
      version,
      effectiveFrom,
      ladder: DEFAULT_LADDER,
      campaigns: [],
      excludedTenders: [],
      expiryMonths: 24,
    });
  publish(1, till.now + 2000);
  publish(2, till.now + 1000);
  await till.backend.drain();
  const receipt = bodyOf<Receipt>(await till.post('/api/sales', cashSale(till, ZHANG, 1000)));
  expect(receipt.accrual).toMatchObject({ ruleVersion: 1 });
});

test('products are found by barcode or id, priced by HQ, and an rx product earns nothing', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  const body = {
    id: till.newId(),
    memberId: ZHANG,
    lines: [
      { kind: 'product', barcode: '6901234567892', quantity: 2 },
      { kind: 'product', productId: APPLE, quantity: 3, lineFen: 900 },
      { kind: 'product', productId: ASPIRIN, quantity: 1 },
    ],
    tenders: [
      { method: 'wechat', amountFen: 4000 },
      { method: 'cash', amountFen: 900 },
    ],
  };
  const receipt = bodyOf<Receipt & { lines: { name: string; unitPriceFen: number }[] }>(await till.post('/api/sales', body));
  expect(receipt.totalFen).toBe(4900);
  expect(receipt.accrual?.points).toBe(29);
  expect(receipt.lines.map(({ name }) => name)).toEqual(['香皂', '苹果', '阿司匹林']);
});

test('the part paid by medical insurance earns nothing', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  const sale = {
    ...cashSale(till, ZHANG, 10_000),
    tenders: [
      { method: 'medical_insurance', amountFen: 6000 },
      { method: 'cash', amountFen: 4000 },
    ],
  };
  expect(bodyOf<Receipt>(await till.post('/api/sales', sale)).accrual).toMatchObject({ points: 40, experience: 40 });
});

test('a sale without a member earns nothing', async () => {
  const till = await openSellingTill();
  const receipt = bodyOf<Receipt>(await till.post('/api/sales', cashSale(till, null, 5000)));
  expect(receipt).toMatchObject({ accrual: null, member: null, isUnclaimed: false });
});

test('a card that nobody here knows is booked as unclaimed; a known one finds its member', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', phone: '13812345678', cards: ['2600001000016'] });
  await till.backend.drain();
  const sell = async (alias: unknown) => bodyOf<Receipt>(await till.post('/api/sales', { ...cashSale(till, null, 5000), alias }));
  const unknown = await sell({ kind: 'card', cardNumber: '2600001000023' });
  expect(unknown).toMatchObject({ isUnclaimed: true, member: null, accrual: { points: 50 } });
  expect(await sell({ kind: 'card', cardNumber: '2600001000016' })).toMatchObject({ isUnclaimed: false, member: { earned: 50 } });
  expect(await sell({ kind: 'phone', phone: '138 1234 5678' })).toMatchObject({ isUnclaimed: false, member: { earned: 50 } });
  await sell({ kind: 'phone', phone: '13900000000' });
  await till.backend.drain();
  const [last] = till.hq.events.slice(-1);
  expect(last?.envelope.body).toMatchObject({ alias: { kind: 'phone' }, memberId: null });
  expect(JSON.stringify(last?.envelope)).not.toContain('13900000000');
  expect(last?.private?.data).toEqual({ phone: '13900000000' });
  expect(last?.envelope.postings.map(({ unit, credit }) => [unit, credit.split('/')[0]])).toEqual([
    ['pt', 'unclaimed'],
    ['xp', 'unclaimed'],
  ]);
});

test('an inactive member earns nothing: the sale is refused until the cashier leaves the member out', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', isActive: false });
  await till.backend.drain();
  expect(errorCodeOf(await till.post('/api/sales', cashSale(till, ZHANG, 100)))).toBe('member_inactive');
  expect(errorCodeOf(await till.post('/api/sales', cashSale(till, LI, 100)))).toBe('member_unknown');
});

test('the same command again answers the same receipt; other content under the same id is refused', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  const sale = cashSale(till, ZHANG, 3333);
  const first = await till.post('/api/sales', sale);
  till.now = (till.now + 60_000) as never;
  expect(await till.post('/api/sales', sale)).toEqual(first);
  expect(await till.post('/api/sales', { ...sale, lines: [{ kind: 'amount', amountFen: 3333, earns: false }] })).toMatchObject({
    status: 409,
    body: { error: { code: 'id_taken' } },
  });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 33, purchases: 1 });
});

test('the answer to a repeat says that it is one, so that nobody takes the money twice', async () => {
  const till = await openSellingTill();
  const sale = cashSale(till, null, 500);
  const send = async (body: object) => {
    const headers = { authorization: `Bearer ${till.token}`, 'content-type': 'application/json' };
    const answer = await till.backend.fetch(
      new Request('http://till.local/api/sales', { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    return answer.headers.get('jifen-repeat');
  };
  expect([await send(sale), await send(sale), await send(cashSale(till, null, 500))]).toEqual([null, '1', null]);
});

test('receipt numbers count by business date and never repeat, also after opening again', async () => {
  const till = await openSellingTill();
  const numbers: string[] = [];
  const sell = async () => numbers.push(bodyOf<Receipt>(await till.post('/api/sales', cashSale(till, null, 100))).receiptNo);
  await sell();
  await sell();
  await till.reopen();
  await sell();
  // 16:00 UTC is midnight in China.
  till.now = (till.now + 12 * 3_600_000) as never;
  await till.signIn();
  await sell();
  expect(numbers.map((text) => text.slice(5))).toEqual(['260731-0001', '260731-0002', '260731-0003', '260801-0001']);
  expect(new Set(numbers.map((text) => text.slice(0, 4))).size).toBe(1);
});

test('a quote shows total and accrual and writes nothing', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  const lines = [{ kind: 'product', productId: SOAP, quantity: 3 }];
  expect((await till.post('/api/quote', { memberId: ZHANG, lines })).body).toMatchObject({ totalFen: 3000, accrual: { points: 30 } });
  expect((await till.post('/api/quote', { memberId: null, lines })).body).toEqual({ totalFen: 3000, accrual: null });
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: OPENED_SEQ });
});

test('points of merged members are earned by the one they were merged into', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', cards: ['2600001000016'] });
  feedMember(till, { id: LI, name: '张三' });
  till.hq.feed('link', ZHANG, { memberId: ZHANG, into: LI });
  await till.backend.drain();
  const receipt = bodyOf<{ member: { id: string } }>(
    await till.post('/api/sales', { ...cashSale(till, null, 1000), alias: { kind: 'card', cardNumber: '2600001000016' } }),
  );
  expect(receipt.member.id).toBe(LI);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ id: LI, points: 10 });
});
