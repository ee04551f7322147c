import {
  TENDER_METHODS,
  experience,
  fen,
  unixMs,
  type Basket,
  type DrugClass,
  type Rule,
  type SaleLine,
  type TenderMethod,
} from '@jifen/core';
import * as fc from 'fast-check';

import { amountLine, basketOf, bp, makeRule, productLine, tender } from './build.ts';

const amount = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 100_000 }), fc.nat({ max: 10_000_000 }));
const category = fc.constantFrom('vitamin', 'mask', 'device');
const drugClass = fc.constantFrom<DrugClass>('rx', 'otc_b', 'health_food', 'unknown');

const anyLine: fc.Arbitrary<SaleLine> = fc.oneof(
  fc.record({ lineFen: amount, earns: fc.boolean() }).map(({ lineFen, earns }) => amountLine(lineFen, { earns })),
  fc.record({ lineFen: amount, earns: fc.boolean(), category, drugClass }).map(({ lineFen, ...change }) => productLine(lineFen, change)),
);

/** 1 to 8 lines, at least 1 fen, paid exactly by two tenders. */
export const anyBasket: fc.Arbitrary<Basket> = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 8 }),
    share: fc.nat({ max: 100 }),
    first: fc.constantFrom<TenderMethod>(...TENDER_METHODS),
    second: fc.constantFrom<TenderMethod>(...TENDER_METHODS),
  })
  .filter(({ lines }) => lines.some((line) => line.lineFen > 0))
  .map(({ lines, share, first, second }) => {
    const total = lines.reduce((sum, line) => sum + line.lineFen, 0);
    const firstFen = Math.floor((total * share) / 100);
    const tenders = [tender(first, firstFen), tender(second, total - firstFen)];
    return basketOf(
      lines,
      tenders.filter(({ amountFen }) => amountFen > fen(0)),
    );
  });

export const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    campaigns: fc.array(fc.record({ category: fc.option(category), rate: fc.integer({ min: 0, max: 50_000 }) }), { maxLength: 3 }),
    excludedTenders: fc.subarray<TenderMethod>(['wechat', 'other']),
    rates: fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 3, maxLength: 3 }),
    thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ campaigns, excludedTenders, rates, thresholds }) => {
    const byRank = rates.toSorted((a, b) => a - b);
    const from = [0, ...thresholds.toSorted((a, b) => a - b)];
    const base = makeRule();
    return makeRule({
      excludedTenders,
      campaigns: campaigns.map(({ category: only, rate }) => ({ name: '活动', category: only, rateBp: bp(rate) })),
      ladder: base.ladder.map((tier, i) => ({ ...tier, rateBp: bp(byRank[i] ?? 0), fromExperience: experience(from[i] ?? 0) })),
    });
  });

/** One to four versions from different times on, with different ladders, campaigns and excluded tenders. */
export const anyRules: fc.Arbitrary<readonly Rule[]> = fc
  .array(fc.record({ rule: anyRule, effectiveFrom: fc.nat({ max: 1_000 }) }), { minLength: 1, maxLength: 4 })
  .map((versions) => versions.map(({ rule, effectiveFrom }, i) => ({ ...rule, version: i + 1, effectiveFrom: unixMs(effectiveFrom) })));
