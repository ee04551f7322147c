import { DRUG_CLASSES, checkReward, decideRedemption, fen, points, type RedemptionInput, type Reward } from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { codeOf, makeReward, slice, tender, valueOf } from '../support/build.ts';

const input = (change: Partial<RedemptionInput> = {}): RedemptionInput => ({
  reward: makeReward(),
  quantity: 1,
  rights: [slice(1, '2026-01', 600), slice(1, 'never', 600)],
  debt: points(0),
  stock: 3,
  isMemberActive: true,
  tenders: [],
  ...change,
});
const withCash = makeReward({ cashFen: fen(990) });

describe('redeeming', () => {
  test('[X1] two cups take a thousand points, the oldest first', () => {
    expect(valueOf(decideRedemption(input({ quantity: 2 })))).toEqual({
      points: 1_000,
      cashFen: 0,
      slices: [slice(1, '2026-01', 600), slice(1, 'never', 400)],
    });
  });

  test('[X4] the cash part counts per piece and is paid exactly', () => {
    const paid = input({ reward: withCash, quantity: 2, tenders: [tender('wechat', 1_980)] });
    expect(valueOf(decideRedemption(paid))).toMatchObject({ points: 1_000, cashFen: 1_980 });
  });

  test.each<[string, Partial<RedemptionInput>, unknown]>([
    ['an inactive member', { isMemberActive: false }, { code: 'member_inactive' }],
    ['an inactive reward', { reward: makeReward({ isActive: false }) }, { code: 'reward_inactive' }],
    ['no piece', { quantity: 0 }, { code: 'quantity_out_of_range', max: 100 }],
    ['half a piece', { quantity: 0.5 }, { code: 'quantity_out_of_range', max: 100 }],
    ['101 pieces', { quantity: 101 }, { code: 'quantity_out_of_range', max: 100 }],
    ['too few points', { quantity: 3 }, { code: 'insufficient_points', shortBy: 300, usableHere: 1_200 }],
    ['no rights here', { rights: [] }, { code: 'insufficient_points', shortBy: 500, usableHere: 0 }],
    ['too little stock', { quantity: 2, stock: 1 }, { code: 'insufficient_stock', inStock: 1 }],
    ['unpaid cash', { reward: withCash }, { code: 'tenders_do_not_cover_total', missingFen: 990 }],
    ['cash where none is due', { tenders: [tender('cash', 1)] }, { code: 'tenders_exceed_total', excessFen: 1 }],
  ])('[X3] %s is refused', (_, change, error) => {
    expect(decideRedemption(input(change))).toEqual({ ok: false, error });
  });

  test('[X2] a till spends at most its rights less the debt it knows', () => {
    expect(codeOf(decideRedemption(input({ debt: points(700) })))).toBe('ok');
    expect(decideRedemption(input({ debt: points(701) }))).toEqual({
      ok: false,
      error: { code: 'insufficient_points', shortBy: 1, usableHere: 499 },
    });
    expect(decideRedemption(input({ debt: points(9_999) }))).toMatchObject({ error: { shortBy: 500, usableHere: 0 } });
  });

  test('[X2] whatever is asked, what is spent is covered by rights less debt, and by stock', () => {
    const n = fc.nat({ max: 2_000 });
    fc.assert(
      fc.property(fc.record({ old: n, young: n, debt: n, stock: fc.nat({ max: 5 }), quantity: fc.nat({ max: 6 }) }), (given) => {
        const rights = [slice(1, '2026-01', given.old), slice(2, '2026-02', given.young)];
        const made = decideRedemption(input({ rights, debt: points(given.debt), stock: given.stock, quantity: given.quantity }));
        const usable = given.old + given.young - given.debt;
        const isPossible = given.quantity >= 1 && given.quantity <= given.stock && given.quantity * 500 <= usable;
        expect(made.ok).toBe(isPossible);
        if (made.ok) expect(made.value.slices.reduce((sum, one) => sum + one.n, 0)).toBe(given.quantity * 500);
      }),
    );
  });

  test('[X3] the refusal that the cashier cannot change comes first', () => {
    const hopeless = input({
      isMemberActive: false,
      reward: makeReward({ isActive: false, drugClass: 'rx' }),
      quantity: 0,
      rights: [],
      stock: 0,
    });
    const order = [
      'member_inactive',
      'reward_inactive',
      'reward_not_allowed',
      'quantity_out_of_range',
      'insufficient_points',
      'insufficient_stock',
      'ok',
    ];
    const repairs: Partial<RedemptionInput>[] = [
      {},
      { isMemberActive: true },
      { reward: makeReward({ drugClass: 'rx' }) },
      { reward: makeReward() },
      { quantity: 1 },
      { rights: [slice(1, 'never', 500)] },
      { stock: 1 },
    ];
    const repaired = repairs.map((_, i) => Object.assign({}, hopeless, ...repairs.slice(0, i + 1)) as RedemptionInput);
    expect(repaired.map((one) => codeOf(decideRedemption(one)))).toEqual(order);
  });
});

describe('rewards', () => {
  test.each(DRUG_CLASSES.map((drugClass) => [drugClass] as const))('[X3][X6] %s as a reward', (drugClass) => {
    const isForbidden = ['rx', 'otc_a', 'tcm_decoction', 'unknown'].includes(drugClass);
    const expected = isForbidden ? { ok: false, error: { code: 'reward_not_allowed', drugClass } } : { ok: true };
    expect(decideRedemption(input({ reward: makeReward({ drugClass }) }))).toMatchObject(expected);
    expect(checkReward(makeReward({ drugClass }))).toMatchObject(expected);
  });

  test.each<[string, Partial<Reward>, string]>([
    ['a good one', {}, 'ok'],
    ['no name', { name: ' ' }, 'reward_name_empty'],
    ['no category', { category: '' }, 'reward_category_empty'],
    ['no price', { points: points(0) }, 'reward_points_out_of_range'],
    ['a hundred million points', { points: points(100_000_000) }, 'ok'],
    ['more', { points: points(100_000_001) }, 'reward_points_out_of_range'],
    ['a negative cash part', { cashFen: fen(-1) }, 'reward_cash_out_of_range'],
    ['100,000 yuan of cash', { cashFen: fen(10_000_000) }, 'ok'],
    ['more cash', { cashFen: fen(10_000_001) }, 'reward_cash_out_of_range'],
  ])('[X6] %s', (_, change, code) => {
    expect(codeOf(checkReward(makeReward(change)))).toBe(code);
  });

  test('[X6] the dearest reward in the largest quantity still has an exact price', () => {
    const reward = makeReward({ points: points(100_000_000), cashFen: fen(10_000_000) });
    const rights = [slice(1, 'never', 10_000_000_000)];
    const made = decideRedemption(input({ reward, quantity: 100, stock: 100, rights, tenders: [tender('bank_card', 1_000_000_000)] }));
    expect(valueOf(made)).toMatchObject({ points: 10_000_000_000, cashFen: 1_000_000_000 });
  });
});
