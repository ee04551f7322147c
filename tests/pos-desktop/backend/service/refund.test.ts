import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { cashSale, CUP, feedMember, MANAGER, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

type Refund = { pointsBack: number; debt: number; amountFen: number; tenders: unknown };

async function openWithMember(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  // What a cashier may do of it alone is approval.test.ts' business.
  await till.signIn(MANAGER);
  return till;
}

const cash = (amountFen: number) => [{ method: 'cash', amountFen }];
const sell = async (till: TestTill, amountFen: number) =>
  bodyOf<{ saleId: string }>(await till.post('/api/sales', cashSale(till, ZHANG, amountFen))).saleId;
const refund = (till: TestTill, sale: string, amountFen: number, id = till.newId()) =>
  till.post(`/api/sales/${sale}/refund`, { id, lines: [{ line: 0, amountFen }], tenders: cash(amountFen), reason: 'customer' });

test('refunds in any cut take back exactly what the sale gave', async () => {
  const till = await openWithMember();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100, max: 99_999 }),
      fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 6 }),
      async (total, cuts) => {
        const sale = await sell(till, total);
        let left = total;
        for (const cut of [...cuts, total]) {
          const amountFen = Math.min(cut, left);
          if (amountFen === 0) break;
          bodyOf(await refund(till, sale, amountFen));
          left -= amountFen;
        }
        expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({
          points: 0,
          usableHere: 0,
          experience: 0,
          debt: 0,
          totalSpendFen: 0,
        });
      },
    ),
    { numRuns: 15 },
  );
});

test('what the local rights cannot cover becomes debt, and debt is spent by nobody', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 15_000);
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 5 }));
  bodyOf(await till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 }));
  expect(bodyOf<Refund>(await refund(till, sale, 15_000))).toMatchObject({ pointsBack: 150, debt: 100 });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ debt: 100, usableHere: 0 });
  await sell(till, 15_000);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ debt: 100, usableHere: 50 });
  till.isCut = true;
  const again = await till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 });
  expect(again.body).toEqual({ error: { code: 'insufficient_points', shortBy: 50, usableHere: 50 } });
});

test('a line is refunded once: more than its rest is refused', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 1000);
  bodyOf(await refund(till, sale, 700));
  expect((await refund(till, sale, 400)).body).toEqual({ error: { code: 'refund_exceeds_line', line: 0, refundableFen: 300 } });
  bodyOf(await refund(till, sale, 300));
  expect(errorCodeOf(await refund(till, sale, 1))).toBe('refund_exceeds_line');
});

test('a repeated refund is done once', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 1000);
  const id = till.newId();
  const first = await refund(till, sale, 600, id);
  expect(await refund(till, sale, 600, id)).toEqual(first);
  expect(errorCodeOf(await refund(till, sale, 400, id))).toBe('id_taken');
  expect((await till.get(`/api/sales/${sale}`)).body).toMatchObject({ refundedFen: 600 });
});

test('a void gives all the rest back by the ways it was paid, on the same business date only', async () => {
  const till = await openWithMember();
  const body = {
    ...cashSale(till, ZHANG, 1000),
    tenders: [
      { method: 'wechat', amountFen: 600 },
      { method: 'cash', amountFen: 400 },
    ],
  };
  const { saleId } = bodyOf<{ saleId: string }>(await till.post('/api/sales', body));
  bodyOf(await refund(till, saleId, 100));
  const voided = bodyOf<Refund>(await till.post(`/api/sales/${saleId}/void`, { id: till.newId(), reason: 'mistake' }));
  expect(voided).toMatchObject({
    amountFen: 900,
    tenders: [
      { method: 'wechat', amountFen: 600 },
      { method: 'cash', amountFen: 300 },
    ],
  });
  expect(errorCodeOf(await till.post(`/api/sales/${saleId}/void`, { id: till.newId(), reason: 'mistake' }))).toBe('sale_refunded');
  const other = await sell(till, 500);
  till.now = (till.now + 12 * 3_600_000) as never;
  await till.signIn(MANAGER);
  const late = await till.post(`/api/sales/${other}/void`, { id: till.newId(), reason: 'mistake' });
  expect(late.body).toEqual({ error: { code: 'void_too_late', businessDate: '2026-07-31' } });
});

test('a sale of another branch is not refunded here', async () => {
  const till = await openWithMember();
  expect(errorCodeOf(await refund(till, till.newId(), 100))).toBe('origin_offline');
});

test('refunds work for a member who was deactivated since', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 1000);
  bodyOf(await till.post(`/api/members/${ZHANG}/status`, { id: till.newId(), isActive: false }));
  expect(bodyOf<Refund>(await refund(till, sale, 1000))).toMatchObject({ pointsBack: 10, debt: 0 });
});

test('a refunded unclaimed sale takes its points back from where they wait', async () => {
  const till = await openWithMember();
  const alias = { kind: 'card', cardNumber: '2600001000023' };
  const { saleId } = bodyOf<{ saleId: string }>(await till.post('/api/sales', { ...cashSale(till, null, 1000), alias }));
  bodyOf(await refund(till, saleId, 1000));
  await till.backend.drain();
  expect(till.hq.events.at(-1)?.envelope.postings.map(({ unit, debit, n }) => [unit, debit.split('/').slice(0, 2).join('/'), n])).toEqual([
    ['pt', `unclaimed/${saleId}`, 10],
    ['xp', `unclaimed/${saleId}`, 10],
  ]);
});
