import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../support/chain/json-call.ts';
import { expectAlike, find, openReceiptChain, ownersAtHq, refund, refundedAtHq, sell, settle } from './receipt-chain.ts';

test('[R1] a receipt of the east is refunded in the west: the east gives it up while the cashier waits', async () => {
  const chain = await openReceiptChain();
  const { east, west } = chain;
  const { saleId, receiptNo } = await sell(chain, east, [30_000, 7_000]);
  await settle(chain);
  expect(bodyOf(await find(west, receiptNo.toLowerCase()))).toMatchObject({
    saleId,
    receiptNo,
    soldAt: 'east',
    refundedFen: 0,
    totalFen: 37_000,
  });
  expect(bodyOf(await refund(chain, west, { saleId, amountFen: 30_000 }))).toMatchObject({ pointsBack: 300 });
  expect(bodyOf(await find(west, saleId))).toMatchObject({ refundedFen: 30_000, refunds: [{ amountFen: 30_000 }] });
  await settle(chain);
  expect(await ownersAtHq(chain, saleId)).toEqual(['0 east released', '1 west taken']);
  await expectAlike(chain, { points: 70, debt: 0, experience: 70, totalSpendFen: 7_000 });
  expect(await refundedAtHq(chain, saleId)).toBe(30_000);
});

test('[R2] what was given up is not refunded at its own shop any more, and comes back only from the new owner', async () => {
  const chain = await openReceiptChain();
  const { east, west } = chain;
  const { saleId, receiptNo } = await sell(chain, east, [10_000]);
  await settle(chain);
  bodyOf(await refund(chain, west, { saleId, amountFen: 4_000 }));
  await settle(chain);
  west.line.isCut = true;
  east.line.isCut = true;
  expect(errorCodeOf(await refund(chain, east, { saleId, amountFen: 1_000 }))).toBe('refund_released');
  east.line.isCut = false;
  expect((await refund(chain, east, { saleId, amountFen: 1_000 })).body).toEqual({ error: { code: 'origin_asked', branchName: '西门店' } });
  west.line.isCut = false;
  expect(bodyOf(await find(east, receiptNo))).toMatchObject({ saleId, soldAt: null, refundedFen: 4_000, isReleased: false });
  expect(errorCodeOf(await refund(chain, east, { saleId, amountFen: 6_001 }))).toBe('refund_exceeds_line');
  bodyOf(await refund(chain, east, { saleId, amountFen: 6_000 }));
  await settle(chain);
  expect(await ownersAtHq(chain, saleId)).toEqual(['0 east released', '1 west released', '2 east taken']);
  await expectAlike(chain, { points: 0, debt: 0, experience: 0, totalSpendFen: 0 });
});
