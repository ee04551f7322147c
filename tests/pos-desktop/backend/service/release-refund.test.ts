import type { Incarnation } from '@jifen/core';
import type { AppliedResponse, Receipt } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { cashSale, feedMember, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

async function openWithMember(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  return till;
}

const FOREIGN = '0190b000-0000-7000-8000-00000000f001';
const basket = { lines: [{ kind: 'amount', lineFen: 10_000, earns: true }], tenders: [{ method: 'cash', amountFen: 10_000 }] };
const accrual = {
  ruleVersion: 1,
  tierId: 'regular',
  tierBp: 10_000,
  lines: [{ eligibleFen: 10_000, rateBp: 10_000, points: 100 }],
  points: 100,
  experience: 100,
};

function receipt(transfer: number, refundedFen = 0, saleId = FOREIGN): Receipt {
  return {
    saleId,
    transfer,
    branch: 'west',
    at: Date.UTC(2026, 6, 30, 4),
    memberId: ZHANG,
    businessDate: '2026-07-30',
    receiptNo: 'AB12-260730-0007',
    basket,
    accrual,
    vintage: 'never',
    refunded: refundedFen === 0 ? [] : [{ line: 0, amountFen: refundedFen, pointsBack: refundedFen / 100 }],
  } as unknown as Receipt;
}

const hear = async (till: TestTill, part: Partial<AppliedResponse>) => {
  till.hq.say.push(part);
  await till.backend.exchange();
};
const release = (saleId: string, transfer?: number) =>
  ({ releases: [{ saleId, ...(transfer === undefined ? {} : { transfer }) }] }) as unknown as Partial<AppliedResponse>;
const refund = (till: TestTill, sale: string, amountFen: number) =>
  till.post(`/api/sales/${sale}/refund`, {
    id: till.newId(),
    lines: [{ line: 0, amountFen }],
    tenders: [{ method: 'cash', amountFen }],
    reason: 'customer',
  });
const sell = async (till: TestTill, amountFen: number) =>
  bodyOf<{ saleId: string }>(await till.post('/api/sales', cashSale(till, ZHANG, amountFen))).saleId;
const releasesIn = (till: TestTill) =>
  till.hq.events.flatMap(({ envelope }) => (envelope.type === 'refund_released' ? [envelope.body] : []));
const lastTaken = (till: TestTill) => till.hq.requests.at(-1)?.taken;

test('[R1] asked to give a sale up, the till says in its log what it refunded, and refunds no more of it', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 5_000);
  bodyOf(await refund(till, sale, 700));
  bodyOf(await refund(till, sale, 300));
  await hear(till, release(sale));
  await hear(till, release(sale));
  await till.backend.drain();
  expect(releasesIn(till)).toEqual([{ saleId: sale, refunded: [{ line: 0, amountFen: 1_000, pointsBack: 10 }], transfer: 0 }]);
  till.isCut = true;
  expect(errorCodeOf(await refund(till, sale, 100))).toBe('refund_released');
  expect((await till.get(`/api/sales/${sale}`)).body).toMatchObject({ isReleased: true });
});

test('[R8] a sale that this database never knew is given up too', async () => {
  const till = await openWithMember();
  await hear(till, release(FOREIGN, 3));
  await hear(till, release(FOREIGN, 3));
  await till.backend.drain();
  expect(releasesIn(till)).toEqual([{ saleId: FOREIGN, refunded: [], transfer: 3 }]);
});

test('[R1] a receipt is told to HQ until HQ has heard it, and again in a new history', async () => {
  const till = await openWithMember();
  await hear(till, { receipts: [receipt(1)] });
  till.hq.instead.push(() => Promise.reject(new TypeError('fetch failed')));
  await till.backend.exchange();
  await till.backend.exchange();
  expect(lastTaken(till)).toEqual([{ saleId: FOREIGN, transfer: 1 }]);
  await till.backend.exchange();
  expect(lastTaken(till)).toEqual([]);
  await hear(till, { receipts: [receipt(1)] });
  await till.backend.exchange();
  expect(lastTaken(till)).toEqual([{ saleId: FOREIGN, transfer: 1 }]);
  till.hq.historyEpoch = 'eeeeeeeeeeeeeeee' as Incarnation;
  await till.backend.drain();
  await till.backend.exchange();
  expect(till.hq.requests.filter(({ historyEpoch, taken }) => historyEpoch === till.hq.historyEpoch && taken.length === 1)).toHaveLength(1);
});

test('[R2] a late answer brings nothing back: only a higher number than the one known counts', async () => {
  const till = await openWithMember();
  await hear(till, { receipts: [receipt(1)] });
  bodyOf(await refund(till, FOREIGN, 4_000));
  await hear(till, { receipts: [receipt(1)] });
  expect((await till.get(`/api/sales/${FOREIGN}`)).body).toMatchObject({ refundedFen: 4_000, soldAt: 'west' });
  await hear(till, release(FOREIGN, 0));
  expect((await till.get(`/api/sales/${FOREIGN}`)).body).toMatchObject({ isReleased: false });
  await hear(till, release(FOREIGN, 1));
  await hear(till, { receipts: [receipt(1)] });
  till.isCut = true;
  expect(errorCodeOf(await refund(till, FOREIGN, 1_000))).toBe('refund_released');
  till.isCut = false;
  await hear(till, { receipts: [receipt(3, 5_000)] });
  expect((await refund(till, FOREIGN, 5_001)).body).toMatchObject({ error: { refundableFen: 5_000 } });
  expect((await till.post('/api/receipts/find', { receipt: 'ab12-260730-0007' })).body).toMatchObject({
    saleId: FOREIGN,
    refundedFen: 5_000,
  });
});

test('[R2] an own sale comes back with what others refunded of it', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 10_000);
  bodyOf(await refund(till, sale, 2_000));
  await hear(till, release(sale));
  await hear(till, { receipts: [receipt(2, 6_000, sale)] });
  expect((await refund(till, sale, 4_001)).body).toMatchObject({ error: { refundableFen: 4_000 } });
  bodyOf(await refund(till, sale, 4_000));
  expect((await till.get('/api/statistics/today')).body).toMatchObject({ refunds: { count: 2, amountFen: 6_000 } });
});

test('a till killed at any statement of taking over and giving up has done both or neither', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 5_000);
  await till.backend.drain();
  let kills = 0;
  for (let killAt = 1; ; killAt += 1) {
    let steps = 0;
    till.hq.say.push({ receipts: [receipt(1)], ...release(sale) });
    till.onStep = () => {
      steps += 1;
      if (steps >= killAt) throw new Error('power cut');
    };
    await till.backend.exchange().catch(() => undefined);
    till.onStep = null;
    till.hq.say.length = 0;
    if (steps < killAt) break;
    kills += 1;
    await till.reopen(false);
    await till.signIn();
    const isTaken = (await till.get(`/api/sales/${FOREIGN}`)).status === 200;
    expect((await till.get(`/api/sales/${sale}`)).body).toMatchObject({ isReleased: isTaken });
  }
  expect(kills).toBeGreaterThan(15);
  await till.backend.drain();
  expect(releasesIn(till)).toHaveLength(1);
  bodyOf(await refund(till, FOREIGN, 10_000));
});
