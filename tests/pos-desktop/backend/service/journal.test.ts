import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, CUP, feedMember, openSellingTill, ZHANG } from '../../support/test-till.ts';

type Page = { items: { seq: number; type: string; receiptNo: string | null; points: number | null }[]; nextCursor: string | null };

test('the journal shows the newest first, pages without gap or repeat, and finds by receipt and member', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三丰', phone: '13812345678' });
  await till.backend.drain();
  const { saleId, receiptNo } = bodyOf<{ saleId: string; receiptNo: string }>(await till.post('/api/sales', cashSale(till, ZHANG, 5000)));
  bodyOf(await till.post('/api/sales', cashSale(till, null, 700)));
  const lines = [{ line: 0, amountFen: 1000 }];
  bodyOf(
    await till.post(`/api/sales/${saleId}/refund`, {
      id: till.newId(),
      lines,
      tenders: [{ method: 'cash', amountFen: 1000 }],
      reason: 'quality',
    }),
  );
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 1 }));
  const seen: Page['items'] = [];
  let cursor = '';
  for (let pages = 0; pages < 10; pages += 1) {
    const page = bodyOf<Page>(await till.get(`/api/journal?limit=2${cursor}`));
    seen.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(seen.map(({ seq, type }) => [seq, type])).toEqual([
    [6, 'stock_received'],
    [5, 'sale_refunded'],
    [4, 'sale_recorded'],
    [3, 'sale_recorded'],
    [2, 'staff_signed_in'],
    [1, 'incarnation_opened'],
  ]);
  expect(seen[1]).toMatchObject({ amountFen: -1000, points: -10, state: 'pending', staff: '小陈', memberName: '张三丰' });
  const find = async (q: string) => bodyOf<Page>(await till.get(`/api/journal?q=${encodeURIComponent(q)}`)).items.map(({ seq }) => seq);
  expect(await find(receiptNo.toLowerCase())).toEqual([3]);
  expect(await find('13812345678')).toEqual([5, 3]);
  expect(await find('zsf')).toEqual([5, 3]);
  expect(await find('没有')).toEqual([]);
});

test('the day’s statistics come from the branch’s own database, with the line cut', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  till.isCut = true;
  const { saleId } = bodyOf<{ saleId: string }>(await till.post('/api/sales', cashSale(till, ZHANG, 20_000)));
  till.now = (till.now + 3_600_000) as never;
  bodyOf(await till.post('/api/sales', cashSale(till, null, 500)));
  bodyOf(await till.post('/api/members', { id: till.newId(), name: '新人' }));
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 1 }));
  bodyOf(await till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 }));
  const refund = { id: till.newId(), lines: [{ line: 0, amountFen: 100 }], tenders: [{ method: 'cash', amountFen: 100 }], reason: 'other' };
  bodyOf(await till.post(`/api/sales/${saleId}/refund`, refund));
  const today = bodyOf<{ byHour: object[] }>(await till.get('/api/statistics/today'));
  expect(today).toMatchObject({
    businessDate: '2026-07-31',
    sales: { count: 2, amountFen: 20_500 },
    refunds: { count: 1, amountFen: 100 },
    redemptions: { count: 1 },
    pointsIssued: 200,
    pointsRedeemed: 100,
    newMembers: 1,
  });
  expect(today.byHour[12]).toEqual({ hour: 12, count: 1, amountFen: 20_000 });
  expect(today.byHour[13]).toEqual({ hour: 13, count: 1, amountFen: 500 });
  till.now = (till.now + 12 * 3_600_000) as never;
  await till.signIn();
  expect((await till.get('/api/statistics/today')).body).toMatchObject({ businessDate: '2026-08-01', sales: { count: 0 }, newMembers: 0 });
});
