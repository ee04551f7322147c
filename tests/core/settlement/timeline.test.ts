import {
  compareEventPlaces,
  decideRefund,
  experience,
  experienceAt,
  experienceChangesOf,
  fen,
  parseTierId,
  points,
  ruleAt,
  settleFrom,
  settleMember,
  settleSale,
  tierOf,
  unixMs,
  type ExperienceChange,
  type Rule,
  type SettlementSale,
} from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { amountLine, basketOf, bp, makeRule, placeAt, tender, valueOf } from '../support/build.ts';
import { anyHistory, printReceipt } from './history.ts';
import { settleNaively } from './naive.ts';

const rules = [makeRule()];

type SaleSketch = { readonly at: number; readonly yuan: number; readonly printed: number; readonly refunds?: SettlementSale['refunds'] };

function sale({ at, yuan, printed, refunds = [] }: SaleSketch): SettlementSale {
  const receipt = { pointsByLine: [points(printed)], ruleVersion: 1, tierId: valueOf(parseTierId('regular')) };
  return { place: placeAt(at, 'b1', at), basket: basketOf([amountLine(yuan * 100)]), receipt, refunds };
}
const refund = (at: number, yuan: number, branch = 'b1') => ({ place: placeAt(at, branch, at), line: 0, amountFen: fen(yuan * 100) });
const summary = (sales: readonly SettlementSale[], theRules: readonly Rule[] = rules) =>
  settleMember(sales, theRules).map(({ tierId, computedPoints, topUp, goodwill }) => [tierId, computedPoints, topUp, goodwill]);

describe('cases', () => {
  test('[T3][T5] a till that did not know of the earlier sale elsewhere printed too little; the difference is topped up', () => {
    expect(summary([sale({ at: 20, yuan: 100, printed: 100 }), sale({ at: 10, yuan: 1_000, printed: 1_000 })])).toEqual([
      ['regular', 1_000, 0, 0],
      ['vip', 150, 50, 0],
    ]);
  });

  test('[T5] a receipt that says too much is never reduced; the excess is goodwill', () => {
    expect(summary([sale({ at: 10, yuan: 100, printed: 150 })])).toEqual([['regular', 100, 0, 50]]);
  });

  test('[T3] a refund takes its experience away at its own place: sales before it keep their tier', () => {
    const first = sale({ at: 10, yuan: 1_000, printed: 1_000, refunds: [refund(30, 1)] });
    const before = sale({ at: 20, yuan: 100, printed: 150 });
    const after = sale({ at: 40, yuan: 100, printed: 150 });
    expect(summary([after, before, first])).toEqual([
      ['regular', 1_000, 0, 0],
      ['vip', 150, 0, 0],
      ['vip', 150, 0, 0],
    ]);
    const all = sale({ at: 10, yuan: 1_000, printed: 1_000, refunds: [refund(30, 500)] });
    expect(summary([after, before, all]).at(-1)).toEqual(['regular', 100, 0, 50]);
  });

  test('[T5] the top-up of a refunded part falls with it', () => {
    const first = sale({ at: 10, yuan: 1_000, printed: 1_000 });
    const second = (refunds: SettlementSale['refunds']) => sale({ at: 20, yuan: 100, printed: 100, refunds });
    expect(summary([first, second([refund(30, 50)])]).at(-1)).toEqual(['vip', 150, 25, 0]);
    expect(summary([first, second([refund(30, 50), refund(31, 50)])]).at(-1)).toEqual(['vip', 150, 0, 0]);
  });

  test('[T3] a refund placed before its own sale, by another branch in the same millisecond, counts right after it', () => {
    const first = sale({ at: 10, yuan: 1_000, printed: 1_000, refunds: [refund(10, 1_000, 'a0')] });
    expect(compareEventPlaces(first.refunds[0]?.place ?? first.place, first.place)).toBeLessThan(0);
    expect(summary([first, sale({ at: 20, yuan: 100, printed: 100 })])).toEqual([
      ['regular', 1_000, 0, 0],
      ['regular', 100, 0, 0],
    ]);
  });

  test('[T4] a till with an old rule: the rule valid at the place of the sale counts, its excluded tenders included', () => {
    const newer = makeRule({ version: 2, effectiveFrom: unixMs(15), excludedTenders: ['wechat'], ladder: doubled() });
    const paid = {
      ...sale({ at: 20, yuan: 100, printed: 100 }),
      basket: basketOf([amountLine(10_000)], [tender('wechat', 4_000), tender('cash', 6_000)]),
    };
    const settled = settleMember([paid], [newer, ...rules]);
    expect(settled).toMatchObject([{ ruleVersion: 2, computedPoints: 120, topUp: 20, goodwill: 0 }]);
    expect(settleMember([{ ...paid, place: placeAt(14) }], [newer, ...rules])).toMatchObject([{ ruleVersion: 1, computedPoints: 100 }]);
  });

  test("[T3] an opening balance and HQ's adjustments count at their place, never below 0", () => {
    const changes: ExperienceChange[] = [
      { place: placeAt(5, 'hq'), change: 1_000 },
      { place: placeAt(15, 'hq'), change: -5_000 },
      { place: placeAt(25, 'hq'), change: 1_000 },
    ];
    const sales = [10, 20, 30].map((at) => sale({ at, yuan: 1, printed: 1 }));
    expect(settleMember(sales, rules, changes).map((one) => [one.tierId, one.experienceBefore])).toEqual([
      ['vip', 1_000],
      ['regular', 0],
      ['vip', 1_001],
    ]);
  });

  test('[T9] a fact that refunds an unknown line or more than the line is settled as far as it goes', () => {
    const odd = sale({ at: 10, yuan: 100, printed: 90, refunds: [refund(20, 500), { ...refund(21, 1), line: 7 }] });
    expect(summary([odd])).toEqual([['regular', 100, 0, 0]]);
    const tooShort = { ...odd, receipt: { ...odd.receipt, pointsByLine: [] }, refunds: [] };
    expect(summary([tooShort])).toEqual([['regular', 100, 100, 0]]);
  });

  test('[T6] no sales, no settlement', () => {
    expect(settleMember([], rules)).toEqual([]);
    expect(settleMember([], [])).toEqual([]);
  });

  function doubled(): Rule['ladder'] {
    return makeRule().ladder.map((tier) => ({ ...tier, rateBp: bp(tier.rateBp * 2) }));
  }
});

describe('laws', () => {
  test('[T6] the order in which sales, refunds and rules arrive leaves no trace', () => {
    fc.assert(
      fc.property(anyHistory, fc.infiniteStream(fc.nat()), ({ sales, rules: versions, changes }, random) => {
        const shuffle = <T>(items: readonly T[]) =>
          items
            .map((item) => ({ item, key: random.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const arrived = shuffle(sales).map((one) => ({ ...one, refunds: shuffle(one.refunds) }));
        expect(settleMember(arrived, shuffle(versions), shuffle(changes))).toEqual(settleMember(sales, versions, changes));
      }),
      { numRuns: 300 },
    );
  });

  test('[T8] whatever tier and rule the tills knew, receipt + topUp − goodwill is the plain sequential computation', () => {
    fc.assert(
      fc.property(anyHistory, ({ sales, rules: versions, changes }) => {
        const naive = settleNaively(sales, versions, changes);
        const settled = settleMember(sales, versions, changes);
        expect(settled.map((one) => one.place)).toEqual(naive.map((one) => one.place));
        for (const [i, one] of settled.entries()) {
          const plain = naive[i];
          expect(one).toMatchObject({ tierId: plain?.tierId, experienceBefore: plain?.experienceBefore, computedPoints: plain?.points });
          expect((plain?.receiptLeft ?? 0) + one.topUp - one.goodwill).toBe(plain?.pointsLeft);
          expect(Math.min(one.topUp, one.goodwill)).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[T8] tills that knew everything need no top-up and give no goodwill', () => {
    fc.assert(
      fc.property(anyHistory, ({ sales, rules: versions, changes }) => {
        const known = settleMember(sales, versions, changes);
        const printed = sales.map((one) => {
          const settlement = known.find((other) => compareEventPlaces(other.place, one.place) === 0);
          return printReceipt(one, ruleAt(versions, one.place.settleAt), settlement?.experienceBefore ?? experience(0));
        });
        expect(settleMember(printed, versions, changes).every((one) => one.topUp === 0 && one.goodwill === 0)).toBe(true);
      }),
    );
  });

  test('[T7] head and tail settled apart are the whole', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat({ max: 1_000 }), ({ sales, rules: versions, changes }, at) => {
        const cut = placeAt(at, 'b2', 3);
        const isInTail = ({ place }: { place: SettlementSale['place'] }) => compareEventPlaces(place, cut) >= 0;
        const head = sales.filter((one) => !isInTail(one));
        const headChanges = [...head.flatMap((one) => experienceChangesOf(one, versions)), ...changes];
        const tail = settleFrom({
          experienceBefore: experienceAt(headChanges, cut),
          sales: sales.filter(isInTail),
          rules: versions,
          changes: headChanges.filter(isInTail),
        });
        const whole = settleMember(sales, versions, changes);
        expect(tail).toEqual(whole.filter(isInTail));
        expect([...settleMember(head, versions, changes), ...tail]).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test('[T7] the experience at the place of a sale is the one before it', () => {
    fc.assert(
      fc.property(anyHistory, ({ sales, rules: versions, changes }) => {
        const all = [...sales.flatMap((one) => experienceChangesOf(one, versions)), ...changes];
        for (const one of settleMember(sales, versions, changes)) expect(experienceAt(all, one.place)).toBe(one.experienceBefore);
      }),
    );
  });

  test('[T7] one sale settled alone from the experience before it is the same as in the whole', () => {
    fc.assert(
      fc.property(anyHistory, ({ sales, rules: versions, changes }) => {
        for (const settled of settleMember(sales, versions, changes)) {
          const own = sales.find((one) => compareEventPlaces(one.place, settled.place) === 0);
          fc.pre(own !== undefined);
          expect(settleSale({ sale: own, rules: versions, experienceBefore: settled.experienceBefore })).toEqual(settled);
        }
      }),
    );
  });

  test('[T3] the tier follows from the experience before, under the ladder of the rule valid then', () => {
    fc.assert(
      fc.property(anyHistory, ({ sales, rules: versions, changes }) => {
        for (const one of settleMember(sales, versions, changes)) {
          const rule = ruleAt(versions, one.place.settleAt);
          expect([one.ruleVersion, one.tierId]).toEqual([rule.version, tierOf(rule.ladder, one.experienceBefore).id]);
        }
      }),
    );
  });

  test('[S6][T5] what the tills took back and what is left of the receipts sum to what they printed', () => {
    fc.assert(
      fc.property(anyHistory, ({ sales, rules: versions, changes }) => {
        for (const plain of settleNaively(sales, versions, changes)) {
          const own = sales.find((one) => compareEventPlaces(one.place, plain.place) === 0);
          fc.pre(own !== undefined);
          const lines = own.basket.lines.map((line, i) => ({
            lineFen: line.lineFen,
            refundedFen: fen(0),
            points: own.receipt.pointsByLine[i] ?? points(0),
            eligibleFen: fen(0),
          }));
          let back = 0;
          let state = lines;
          for (const { line, amountFen } of own.refunds) {
            back += valueOf(decideRefund({ lines: state, request: [{ line, amountFen }] })).pointsBack;
            state = state.map((one, i) => (i === line ? { ...one, refundedFen: fen(one.refundedFen + amountFen) } : one));
          }
          expect(back + plain.receiptLeft).toBe(own.receipt.pointsByLine.reduce((sum, one) => sum + one, 0));
        }
      }),
    );
  });
});
