import { unixMs } from '@jifen/core';
import { expect, test } from 'vitest';
import type { TillNode } from '../../replay/world.ts';
import { bodyOf, errorCodeOf } from '../../support/chain/json-call.ts';
import { exceptionsAtHq, expectAlike, find, openReceiptChain, ownersAtHq, refund, refundedAtHq, sell, settle } from './receipt-chain.ts';

test('[R1] a receipt of the east is refunded in the west: the east gives it up while the cashier waits', async () => {
  const chain = await openReceiptChain();
  const { east, west } = chain;
  const { saleId, receiptNo } = await sell(chain, east, [30_000, 7_000]);
  await settle(chain);
  expect(bodyOf(await find(west, receiptNo.toLowerCase()))).toMatchObject({
    saleId,
    receiptNo,
    soldAt: '东门店',
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

test('[R3] while its owner is cut off a receipt stays where it is, and the cashier hears whose it is', async () => {
  const chain = await openReceiptChain();
  const { world, east, west } = chain;
  const { saleId, receiptNo } = await sell(chain, east, [10_000]);
  await settle(chain);
  east.line.isCut = true;
  expect((await find(west, receiptNo)).body).toEqual({ error: { code: 'origin_asked', branchName: '东门店' } });
  world.setClock(unixMs(world.now() + 90_000));
  expect((await refund(chain, west, { saleId, amountFen: 1_000 })).body).toEqual({
    error: { code: 'origin_offline', branchName: '东门店' },
  });
  bodyOf(await refund(chain, east, { saleId, amountFen: 2_500 }));
  west.line.isCut = true;
  expect((await refund(chain, west, { saleId, amountFen: 1_000 })).body).toEqual({ error: { code: 'origin_offline' } });
  west.line.isCut = false;
  east.line.isCut = false;
  expect(bodyOf(await find(west, receiptNo))).toMatchObject({ refundedFen: 2_500 });
  expect((await refund(chain, west, { saleId, amountFen: 7_501 })).body).toMatchObject({
    error: { code: 'refund_exceeds_line', refundableFen: 7_500 },
  });
  bodyOf(await refund(chain, west, { saleId, amountFen: 7_500 }));
  await expectAlike(chain, { points: 0, debt: 0, experience: 0, totalSpendFen: 0 });
});

test('[R3] an old wish is not passed on: a till that comes back later keeps its receipt', async () => {
  const chain = await openReceiptChain();
  const { world, east, west } = chain;
  const { saleId } = await sell(chain, east, [10_000]);
  await settle(chain);
  east.line.isCut = true;
  await find(west, saleId);
  world.setClock(unixMs(world.now() + 130_000));
  east.line.isCut = false;
  await settle(chain);
  expect(await ownersAtHq(chain, saleId)).toEqual([]);
  east.line.isCut = true;
  bodyOf(await refund(chain, east, { saleId, amountFen: 10_000 }));
});

test('[R4] two shops ask for one receipt: the first gets it, the second gets it from the first', async () => {
  const chain = await openReceiptChain();
  const { east, west, north } = chain;
  const { saleId } = await sell(chain, east, [9_000]);
  await settle(chain);
  east.line.isCut = true;
  expect(errorCodeOf(await find(west, saleId))).toBe('origin_asked');
  expect(errorCodeOf(await find(north, saleId))).toBe('origin_asked');
  east.line.isCut = false;
  await east.served().drain();
  expect(errorCodeOf(await find(north, saleId))).toBe('receipt_on_its_way');
  bodyOf(await refund(chain, west, { saleId, amountFen: 2_000 }));
  expect(bodyOf(await find(north, saleId))).toMatchObject({ refundedFen: 2_000 });
  expect(errorCodeOf(await refund(chain, north, { saleId, amountFen: 7_001 }))).toBe('refund_exceeds_line');
  bodyOf(await refund(chain, north, { saleId, amountFen: 7_000 }));
  await settle(chain);
  expect(await ownersAtHq(chain, saleId)).toEqual(['0 east released', '1 west released', '2 north taken']);
  await expectAlike(chain, { points: 0, debt: 0, experience: 0, totalSpendFen: 0 });
});

test('parts refunded at three shops in turn take back exactly what the sale gave', async () => {
  const chain = await openReceiptChain();
  const { world, east } = chain;
  const { saleId } = await sell(chain, east, [3_333, 4_777]);
  await settle(chain);
  const parts = [700, 33, 1_000, 1_600] as const;
  for (const [i, amountFen] of parts.entries()) {
    const till = world.tills[(i + 1) % 3] as TillNode;
    bodyOf(await refund(chain, till, { saleId, line: 0, amountFen }));
    bodyOf(await refund(chain, till, { saleId, line: 1, amountFen: i === 3 ? 4_777 - 3 * 1_111 : 1_111 }));
  }
  await expectAlike(chain, { points: 0, debt: 0, experience: 0, totalSpendFen: 0 });
  expect(await refundedAtHq(chain, saleId)).toBe(8_110);
});

test('points are taken from the rights at the shop that refunds; what they cannot cover is a debt', async () => {
  const chain = await openReceiptChain();
  const { east, west } = chain;
  const { saleId } = await sell(chain, east, [30_000]);
  await settle(chain);
  bodyOf(await find(west, saleId));
  east.line.isCut = true;
  const here = bodyOf<{ usableHere: number }>(await west.call('GET', `/api/members/${chain.memberId}`)).usableHere;
  expect(bodyOf(await refund(chain, west, { saleId, amountFen: 30_000 }))).toMatchObject({ pointsBack: 300, debt: 300 - here });
  east.line.isCut = false;
  await expectAlike(chain, { points: 0, debt: 0, experience: 0, totalSpendFen: 0 });
  const days = await chain.world.hq.served().context.db.selectFrom('branch_day').selectAll().orderBy('branch_id').execute();
  expect(days.map(({ branch_id, sales_fen, refund_fen }) => [branch_id, sales_fen, refund_fen])).toEqual([
    ['east', 30_000, 0],
    ['west', 0, 30_000],
  ]);
});

test('[R5] a receipt that nobody can give up, or that nobody knows, is refused by name; a foreign one is not voided', async () => {
  const chain = await openReceiptChain();
  const { world, east, west } = chain;
  const anonymous = {
    id: world.newId(),
    lines: [{ kind: 'amount', amountFen: 500, earns: true }],
    tenders: [{ method: 'cash', amountFen: 500 }],
  };
  const { saleId } = bodyOf<{ saleId: string }>(await east.call('POST', '/api/sales', anonymous));
  const known = await sell(chain, east, [500]);
  await settle(chain);
  expect(errorCodeOf(await find(west, saleId))).toBe('receipt_unreleasable');
  expect(errorCodeOf(await find(west, 'FFFF-260731-0001'))).toBe('receipt_unknown');
  expect(errorCodeOf(await find(west, world.newId()))).toBe('receipt_unknown');
  bodyOf(await find(west, known.saleId));
  const id = world.newId();
  expect(errorCodeOf(await west.call('POST', `/api/sales/${known.saleId}/void`, { id, reason: 'mistake' }))).toBe('void_not_here');
  // Back at its own shop it is.
  expect(bodyOf(await east.call('POST', `/api/sales/${known.saleId}/void`, { id, reason: 'mistake' }))).toMatchObject({ isVoid: true });
});

test('a repeated refund of a foreign receipt is done once, with the line cut too', async () => {
  const chain = await openReceiptChain();
  const { world, east, west } = chain;
  const { saleId } = await sell(chain, east, [5_000]);
  await settle(chain);
  const id = world.newId();
  const first = await refund(chain, west, { saleId, amountFen: 2_000, id });
  west.line.isCut = true;
  expect(await refund(chain, west, { saleId, amountFen: 2_000, id })).toEqual(first);
  expect(errorCodeOf(await refund(chain, west, { saleId, amountFen: 2_001, id }))).toBe('id_taken');
  bodyOf(await refund(chain, west, { saleId, amountFen: 3_000 }));
  west.line.isCut = false;
  await expectAlike(chain, { points: 0, totalSpendFen: 0 });
});

test('[R6] both shops refund the same line as fast as they can: together never more than the line', async () => {
  const chain = await openReceiptChain();
  const { world, east, west } = chain;
  for (let round = 0; round < 6; round += 1) {
    const { saleId } = await sell(chain, east, [1_000]);
    await settle(chain);
    for (let turn = 0; turn < 4; turn += 1) {
      const [first, second] = turn % 2 === 0 ? [east, west] : [west, east];
      first.line.isCut = world.random.fraction() < 0.3;
      await refund(chain, first, { saleId, amountFen: 400 });
      first.line.isCut = false;
      await refund(chain, second, { saleId, amountFen: 400 });
    }
    await settle(chain);
    expect(await refundedAtHq(chain, saleId)).toBe(800);
  }
  expect(await exceptionsAtHq(chain)).toEqual([]);
});
