import {
  TENDER_METHODS,
  accrualBasesOf,
  accrue,
  accrueBases,
  experience,
  fen,
  lineRateBp,
  campaignBpOf,
  tierOf,
  type Basket,
  type Rule,
  type SaleLine,
} from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyBasket, anyRule } from '../support/arbitrary.ts';
import { amountLine, basketOf, bp, makeRule, productLine, tender } from '../support/build.ts';

const regular = experience(0);
const vip = experience(1_000);
const svip = experience(10_000);
const lines = (...amounts: readonly number[]) => amounts.map((amount) => amountLine(amount));
const pointsOf = (basket: Basket, experienceBefore = regular, rule: Rule = makeRule()) =>
  accrue({ basket, rule, experienceBefore }).lines.map((line) => line.points);

describe('points', () => {
  test.each([
    ['33.33 yuan at x1.5 make 49, not 49.995', lines(3_333), vip, 49],
    ['33.33 yuan at x1 make 33', lines(3_333), regular, 33],
    ['33.33 yuan at x2 make 66', lines(3_333), svip, 66],
    ['0.99 yuan make nothing', lines(99), regular, 0],
    ['1 yuan makes 1', lines(100), regular, 1],
    ['two lines of 0.50 make 1: one floor per sale', lines(50, 50), regular, 1],
    ['three lines of 33.33 at x1.5 make 149, not 3 x 49', lines(3_333, 3_333, 3_333), vip, 149],
    ['10 million yuan at x2', lines(1_000_000_000), svip, 20_000_000],
    ['the tier changes at its border', lines(10_000), experience(999), 100],
  ])('[A1] %s', (...[, saleLines, experienceBefore, expected]) => {
    expect(accrue({ basket: basketOf(saleLines), rule: makeRule(), experienceBefore }).points).toBe(expected);
  });

  test.each([
    [
      [50, 50],
      [1, 0],
    ],
    [
      [40, 60],
      [0, 1],
    ],
    [
      [3_333, 3_333, 3_333],
      [50, 50, 49],
    ],
    [
      [90, 90, 1_010],
      [1, 0, 10],
    ],
    [
      [99, 0, 1],
      [1, 0, 0],
    ],
  ])('[A2] lines of %j fen get %j', (amounts, expected) => {
    expect(pointsOf(basketOf(lines(...amounts)), amounts[0] === 3_333 ? vip : regular)).toEqual(expected);
  });

  test('[A1] the highest rates on the highest amount stay exact', () => {
    const rule = makeRule({
      ladder: [{ ...tierOf(makeRule().ladder, regular), rateBp: bp(100_000) }],
      campaigns: [{ name: '全场', category: null, rateBp: bp(500_000) }],
    });
    expect(accrue({ basket: basketOf(lines(999_999_999)), rule, experienceBefore: regular }).points).toBe(4_999_999_995);
  });
});

describe('experience', () => {
  test.each([
    [[3_333], vip, 33],
    [[50, 50], regular, 1],
    [[199], svip, 1],
    [[99], regular, 0],
  ])('[A3] lines of %j fen bring it whatever the tier', (amounts, experienceBefore, expected) => {
    expect(accrue({ basket: basketOf(lines(...amounts)), rule: makeRule(), experienceBefore }).experience).toBe(expected);
  });

  test('[A3] the tier is the one before the sale, however much the sale brings', () => {
    const made = accrue({ basket: basketOf(lines(100_000_000)), rule: makeRule(), experienceBefore: experience(999) });
    expect([made.tierId, made.points]).toEqual(['regular', 1_000_000]);
  });
});

describe('what may earn', () => {
  test.each<[string, SaleLine, number]>([
    ['goods', productLine(1_000), 10],
    ['goods that do not earn', productLine(1_000, { earns: false }), 0],
    ['an amount that the cashier declared', amountLine(1_000), 10],
    ['an amount that the cashier did not declare', amountLine(1_000, { earns: false }), 0],
    ['an unclassified product', productLine(1_000, { drugClass: 'unknown' }), 0],
    ['a prescription drug', productLine(1_000, { drugClass: 'rx' }), 10],
  ])('[A4] %s of 10 yuan', (_, line, expected) => {
    expect(pointsOf(basketOf([line]))).toEqual([expected]);
  });

  test('[A5] medical insurance is spread over all lines, also over those that earn nothing', () => {
    const basket = basketOf(
      [productLine(6_000), productLine(4_000, { earns: false })],
      [tender('medical_insurance', 5_000), tender('cash', 5_000)],
    );
    const made = accrue({ basket, rule: makeRule(), experienceBefore: regular });
    expect(made.lines.map((line) => line.eligibleFen)).toEqual([3_000, 0]);
    expect([made.points, made.experience]).toEqual([30, 30]);
  });

  test('[A5] the odd fen goes to the line with the largest remainder', () => {
    const basket = basketOf(lines(100, 100, 100), [tender('medical_insurance', 100), tender('cash', 200)]);
    expect(accrualBasesOf(basket, makeRule()).map((base) => base.eligibleFen)).toEqual([66, 67, 67]);
  });

  test('[A5] a sale paid by insurance alone earns nothing', () => {
    const made = accrue({ basket: basketOf(lines(5_000), [tender('medical_insurance', 5_000)]), rule: makeRule(), experienceBefore: svip });
    expect([made.points, made.experience]).toEqual([0, 0]);
  });

  test.each(TENDER_METHODS.map((method) => [method] as const))('[A5] a rule may exclude %s', (method) => {
    const basket = basketOf(lines(1_000), [tender(method, 1_000)]);
    expect(pointsOf(basket, regular, makeRule({ excludedTenders: [method] }))).toEqual([0]);
    expect(pointsOf(basket)).toEqual([method === 'medical_insurance' ? 0 : 10]);
  });

  test('[A5] tenders beyond the total cannot make eligible fen negative', () => {
    const basket = basketOf(lines(100), [tender('medical_insurance', 900)]);
    expect(accrualBasesOf(basket, makeRule())).toEqual([{ eligibleFen: 0, category: null }]);
  });

  test("[R7] a line's category meets its campaign, a plain amount only those for all", () => {
    const rule = makeRule({ campaigns: [{ name: '维生素', category: 'vitamin', rateBp: bp(20_000) }] });
    const basket = basketOf([productLine(1_000), productLine(1_000, { category: 'mask' }), amountLine(1_000)]);
    expect(pointsOf(basket, vip, rule)).toEqual([30, 15, 15]);
  });
});

describe('explanation', () => {
  test('[A6] an accrual names everything that made it', () => {
    const rule = makeRule({ version: 3, campaigns: [{ name: '全场', category: null, rateBp: bp(12_000) }] });
    expect(accrue({ basket: basketOf([productLine(1_050), amountLine(333)]), rule, experienceBefore: vip })).toEqual({
      ruleVersion: 3,
      tierId: 'vip',
      tierBp: 15_000,
      lines: [
        { eligibleFen: 1_050, rateBp: 18_000, points: 18 },
        { eligibleFen: 333, rateBp: 18_000, points: 6 },
      ],
      points: 24,
      experience: 13,
    });
  });

  test('[A7] another rule with other excluded tenders makes other eligible fen from the same basket', () => {
    const basket = basketOf(lines(1_000), [tender('wechat', 400), tender('cash', 600)]);
    const eligible = (rule: Rule) => accrualBasesOf(basket, rule).map((base) => base.eligibleFen);
    expect(eligible(makeRule())).toEqual([1_000]);
    expect(eligible(makeRule({ excludedTenders: ['wechat'] }))).toEqual([600]);
  });

  test('[A7] the bases of the same rule give the same accrual', () => {
    fc.assert(
      fc.property(anyBasket, anyRule, fc.nat({ max: 20_000 }), (basket, rule, before) => {
        const experienceBefore = experience(before);
        expect(accrueBases({ bases: accrualBasesOf(basket, rule), rule, experienceBefore })).toEqual(
          accrue({ basket, rule, experienceBefore }),
        );
      }),
    );
  });
});

describe('laws', () => {
  test('[A1][A2] points are the exact sum rounded down once, the lines sum to it, each within one of its own share', () => {
    fc.assert(
      fc.property(anyBasket, anyRule, fc.nat({ max: 20_000 }), (basket, rule, before) => {
        const made = accrue({ basket, rule, experienceBefore: experience(before) });
        const products = made.lines.map((line) => BigInt(line.eligibleFen) * BigInt(line.rateBp));
        expect(BigInt(made.points)).toBe(products.reduce((a, b) => a + b, 0n) / 1_000_000n);
        expect(made.lines.reduce((sum, line) => sum + line.points, 0)).toBe(made.points);
        for (const [i, line] of made.lines.entries()) {
          const floor = (products[i] ?? 0n) / 1_000_000n;
          expect([floor, floor + 1n]).toContain(BigInt(line.points));
          if (line.eligibleFen === 0) expect(line.points).toBe(0);
        }
      }),
    );
  });

  test('[A5] eligible fen of a sale whose lines all earn are the total less the excluded tenders', () => {
    fc.assert(
      fc.property(anyBasket, (basket) => {
        const earning: Basket = { ...basket, lines: basket.lines.map((line) => amountLine(line.lineFen)) };
        const insured = basket.tenders.filter((one) => one.method === 'medical_insurance').reduce((sum, one) => sum + one.amountFen, 0);
        const total = basket.lines.reduce((sum, line) => sum + line.lineFen, 0);
        const bases = accrualBasesOf(earning, makeRule());
        expect(bases.reduce((sum, base) => sum + base.eligibleFen, 0)).toBe(total - insured);
        expect(bases.every((base, i) => base.eligibleFen >= 0 && base.eligibleFen <= (basket.lines[i]?.lineFen ?? fen(0)))).toBe(true);
      }),
    );
  });

  test('[R8] every line carries the rate of its tier and campaign', () => {
    fc.assert(
      fc.property(anyBasket, anyRule, fc.nat({ max: 20_000 }), (basket, rule, before) => {
        const tier = tierOf(rule.ladder, experience(before));
        const made = accrue({ basket, rule, experienceBefore: experience(before) });
        const rates = basket.lines.map((line) =>
          lineRateBp(tier.rateBp, campaignBpOf(rule, line.kind === 'product' ? line.category : null)),
        );
        expect(made.lines.map((line) => line.rateBp)).toEqual(rates);
      }),
    );
  });
});
