import {
  accrue,
  experience,
  fen,
  points,
  ruleAt,
  unixMs,
  type Experience,
  type ExperienceChange,
  type Rule,
  type SaleRefund,
  type SettlementSale,
} from '@jifen/core';
import * as fc from 'fast-check';

import { anyBasket, anyRules } from '../support/arbitrary.ts';
import { placeAt } from '../support/build.ts';

/** One member's life: sales and refunds at several branches, rules over time, HQ's changes of experience. */
export type History = {
  readonly sales: readonly SettlementSale[];
  readonly rules: readonly Rule[];
  readonly changes: readonly ExperienceChange[];
};

const branch = fc.constantFrom('a1', 'b2', 'c3');
const refundSketch = fc.record({ line: fc.nat({ max: 7 }), share: fc.integer({ min: 1, max: 100 }), wait: fc.nat({ max: 400 }), branch });
const saleSketch = fc.record({
  basket: anyBasket,
  at: fc.nat({ max: 1_000 }),
  branch,
  /** What the till believed: maybe stale, maybe too much. */
  believed: fc.oneof(fc.constant(0), fc.nat({ max: 10_000 })),
  believedAt: fc.nat({ max: 1_000 }),
  refunds: fc.array(refundSketch, { maxLength: 4 }),
});

export const anyHistory: fc.Arbitrary<History> = fc
  .record({
    rules: anyRules,
    sketches: fc.array(saleSketch, { maxLength: 10 }),
    changes: fc.array(fc.record({ at: fc.nat({ max: 1_000 }), change: fc.integer({ min: -3_000, max: 3_000 }) }), { maxLength: 3 }),
  })
  .map(({ rules, sketches, changes }) => ({
    rules,
    sales: sketches.map((sketch, i) => saleOf(sketch, i, rules)),
    changes: changes.map(({ at, change }, i) => ({ place: placeAt(at, 'hq', i + 1), change })),
  }));

/** The sale with the receipt that a till prints which knows this rule and this much experience. */
export function printReceipt(sale: SettlementSale, rule: Rule, experienceBefore: Experience): SettlementSale {
  const { lines, ruleVersion, tierId } = accrue({ basket: sale.basket, rule, experienceBefore });
  return { ...sale, receipt: { pointsByLine: lines.map((line) => line.points), ruleVersion, tierId } };
}

type SaleSketch = typeof saleSketch extends fc.Arbitrary<infer T> ? T : never;

function saleOf(sketch: SaleSketch, i: number, rules: readonly Rule[]): SettlementSale {
  const { basket, at, believed, believedAt } = sketch;
  const receipt = { pointsByLine: [points(0)], ruleVersion: 1, tierId: 'regular' as SettlementSale['receipt']['tierId'] };
  const bare = { place: placeAt(at, sketch.branch, 100 * (i + 1)), basket, receipt, refunds: refundsOf(sketch, i) };
  return printReceipt(bare, ruleAt(rules, unixMs(believedAt)), experience(believed));
}

/** Refunds at any branch, at or after the time of the sale, each a share of what is left of its line. */
function refundsOf({ basket, at, refunds }: SaleSketch, i: number): SaleRefund[] {
  const left = basket.lines.map((line): number => line.lineFen);
  const made: SaleRefund[] = [];
  for (const [k, one] of refunds.entries()) {
    const rest = left[one.line] ?? 0;
    const amountFen = Math.ceil((rest * one.share) / 100);
    if (amountFen === 0) continue;
    left[one.line] = rest - amountFen;
    made.push({ place: placeAt(at + one.wait, one.branch, 100 * (i + 1) + k + 1), line: one.line, amountFen: fen(amountFen) });
  }
  return made;
}
