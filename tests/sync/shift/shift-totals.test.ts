import {
  addToShift,
  differencesOf,
  isShiftFact,
  type KnownBranchEvent,
  NO_SHIFT_TOTALS,
  type ShiftFact,
  type ShiftTotals,
  shiftTotalsSchema,
} from '@jifen/sync';
import { describe, expect, test } from 'vitest';

// Bodies with what a report reads of them; that they are whole is their schemas' business.
const fact = (type: string, body: object) => ({ type, body }) as unknown as ShiftFact;
const cash = (amountFen: number) => ({ method: 'cash', amountFen });
const wechat = (amountFen: number) => ({ method: 'wechat', amountFen });
const fold = (...facts: readonly ShiftFact[]): ShiftTotals => facts.reduce(addToShift, NO_SHIFT_TOTALS);

const sale = fact('sale_recorded', { basket: { tenders: [cash(700), wechat(300)] }, accrual: { points: 10 } });
const opened = fact('shift_opened', { floatFen: 5000 });
const undone = (type: string, isVoid: boolean, tenders: readonly object[], points: object) => fact(type, { isVoid, tenders, ...points });

describe('[Z3] totals', () => {
  test.each<[string, ShiftFact, object]>([
    ['a float', opened, { cash: { floatFen: 5000, expectedFen: 5000 } }],
    ['cash in', fact('cash_moved', { direction: 'in', amountFen: 80 }), { cash: { paidInFen: 80, expectedFen: 80 } }],
    ['cash out', fact('cash_moved', { direction: 'out', amountFen: 80 }), { cash: { paidOutFen: 80, expectedFen: -80 } }],
    ['a sale', sale, { cash: { salesFen: 700, expectedFen: 700 }, counts: { sales: 1 }, points: { issued: 10 } }],
    [
      'a sale without member',
      fact('sale_recorded', { basket: { tenders: [cash(700)] }, accrual: null }),
      { cash: { expectedFen: 700 }, points: { issued: 0 } },
    ],
    [
      'a reward with a cash part',
      fact('reward_redeemed', { tenders: [cash(50)], points: 200 }),
      { cash: { salesFen: 50, expectedFen: 50 }, counts: { redemptions: 1, sales: 0 }, points: { redeemed: 200 } },
    ],
    [
      'a reward for points alone',
      fact('reward_redeemed', { tenders: [], points: 200 }),
      { cash: { salesFen: 0, expectedFen: 0 }, tenders: [], points: { redeemed: 200 } },
    ],
    [
      'an order handed over',
      fact('order_fulfilled', { tenders: [cash(9)], points: 30 }),
      { cash: { salesFen: 9 }, counts: { redemptions: 1 }, points: { redeemed: 30 } },
    ],
    [
      'a refund',
      undone('sale_refunded', false, [cash(40)], { pointsBack: 4 }),
      { cash: { refundsFen: 40, expectedFen: -40 }, counts: { refunds: 1, voids: 0 }, points: { takenBack: 4 } },
    ],
    ['a void', undone('sale_refunded', true, [cash(40)], { pointsBack: 4 }), { counts: { refunds: 0, voids: 1 } }],
    [
      'a reward taken back',
      undone('redemption_refunded', false, [wechat(40)], { points: 7 }),
      { cash: { refundsFen: 0 }, counts: { redemptionRefunds: 1, voids: 0 }, points: { restored: 7, takenBack: 0 } },
    ],
    ['a reward voided', undone('redemption_refunded', true, [], { points: 7 }), { counts: { redemptionRefunds: 0, voids: 1 } }],
    ['a drawer opened', fact('drawer_opened', { reason: 'check' }), { counts: { drawerOpenings: 1 } }],
    ['a reprint', fact('receipt_reprinted', {}), { counts: { reprints: 1 } }],
    ['an override', fact('override_given', {}), { counts: { overrides: 1 } }],
  ])('%s', (_, event, expected) => {
    const totals = fold(event);
    expect(totals).toMatchObject(expected);
    expect(shiftTotalsSchema.safeParse(totals).success).toBe(true);
  });

  test('ways of payment stand in one order, and only those that were used', () => {
    const totals = fold(undone('sale_refunded', false, [wechat(5)], { pointsBack: 0 }), sale, sale);
    expect(totals.tenders).toEqual([
      { method: 'cash', salesFen: 1400, refundsFen: 0 },
      { method: 'wechat', salesFen: 600, refundsFen: 5 },
    ]);
  });

  test('what says nothing of money, points or the drawer is not counted', () => {
    const other = { type: 'stock_counted', body: {} } as unknown as KnownBranchEvent;
    expect(isShiftFact(other)).toBe(false);
    expect(isShiftFact(sale)).toBe(true);
  });
});

describe('[Z7] differences', () => {
  test('the same events in another order make none', () => {
    expect(differencesOf(fold(opened, sale), fold(sale, opened))).toEqual([]);
  });

  test('each figure that differs is named, a way of payment that one lacks too', () => {
    const held = fold(opened, sale, fact('sale_recorded', { basket: { tenders: [cash(1), wechat(2)] }, accrual: { points: 3 } }));
    expect(differencesOf(fold(opened, sale), held)).toEqual([
      'cash.salesFen',
      'cash.expectedFen',
      'tenders.cash.salesFen',
      'tenders.wechat.salesFen',
      'counts.sales',
      'points.issued',
    ]);
    expect(differencesOf(NO_SHIFT_TOTALS, fold(undone('redemption_refunded', true, [wechat(9)], { points: 0 })))).toEqual([
      'counts.voids',
      'tenders.wechat.refundsFen',
    ]);
  });

  test('how many facts were written with the line cut is the till’s to say', () => {
    const said = fold(sale);
    expect(differencesOf({ ...said, counts: { ...said.counts, offline: 1 } }, said)).toEqual([]);
  });
});
