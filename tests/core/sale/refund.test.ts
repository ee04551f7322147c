import {
  accrue,
  decideRefund,
  experience,
  experienceOf,
  fen,
  points,
  refundLines,
  refundRest,
  remainingExperienceOf,
  remainingPointsOf,
  remainingPointsOfLine,
  type RefundPart,
  type RefundableLine,
} from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyBasket, anyRule } from '../support/arbitrary.ts';
import { codeOf, valueOf } from '../support/build.ts';

const line = (lineFen: number, linePoints: number, change: Partial<RefundableLine> = {}): RefundableLine => ({
  lineFen: fen(lineFen),
  refundedFen: fen(0),
  points: points(linePoints),
  eligibleFen: fen(lineFen),
  ...change,
});
const part = (index: number, amountFen: number): RefundPart => ({ line: index, amountFen: fen(amountFen) });

describe('one refund', () => {
  test('[S6] it takes back the difference between before and after', () => {
    const decision = valueOf(decideRefund({ lines: [line(3_333, 49), line(1_000, 10)], request: [part(0, 1_111), part(1, 1_000)] }));
    expect(decision).toEqual({
      lines: [
        { line: 0, amountFen: 1_111, pointsBack: 17 },
        { line: 1, amountFen: 1_000, pointsBack: 10 },
      ],
      amountFen: 2_111,
      pointsBack: 27,
      experienceBack: 21,
    });
  });

  test.each([
    [0, 49],
    [1, 48],
    [1_111, 32],
    [2_222, 16],
    [3_332, 0],
    [3_333, 0],
  ])('[S6] of 49 points on 33.33 yuan, %i fen returned leave %i', (refundedFen, left) => {
    expect(remainingPointsOfLine(line(3_333, 49, { refundedFen: fen(refundedFen) }))).toBe(left);
  });

  test.each<[string, readonly RefundableLine[], readonly RefundPart[], unknown]>([
    ['nothing', [line(100, 1)], [], { code: 'refund_empty' }],
    ['an unknown line', [line(100, 1)], [part(1, 1)], { code: 'refund_line_unknown', line: 1 }],
    ['a negative line number', [line(100, 1)], [part(-1, 1)], { code: 'refund_line_unknown', line: -1 }],
    ['one line twice', [line(100, 1)], [part(0, 1), part(0, 1)], { code: 'refund_line_twice', line: 0 }],
    ['no amount', [line(100, 1)], [part(0, 0)], { code: 'refund_amount_out_of_range', line: 0 }],
    ['a negative amount', [line(100, 1)], [part(0, -1)], { code: 'refund_amount_out_of_range', line: 0 }],
    ['more than the line', [line(100, 1)], [part(0, 101)], { code: 'refund_exceeds_line', line: 0, refundableFen: 100 }],
    [
      'more than is left',
      [line(100, 1, { refundedFen: fen(60) })],
      [part(0, 41)],
      { code: 'refund_exceeds_line', line: 0, refundableFen: 40 },
    ],
    ['a line of 0 fen', [line(0, 0)], [part(0, 1)], { code: 'refund_exceeds_line', line: 0, refundableFen: 0 }],
  ])('[S7] returning %s is refused', (...[, lines, request, error]) => {
    expect(decideRefund({ lines, request })).toEqual({ ok: false, error });
  });

  test('[S7] a line of 0 fen beside a returned one keeps nothing and breaks nothing', () => {
    const lines = [line(0, 0), line(100, 1)];
    expect(valueOf(decideRefund({ lines, request: refundRest(lines) }))).toMatchObject({
      pointsBack: 1,
      experienceBack: 1,
      amountFen: 100,
    });
  });

  test('[S8] a void returns all that is left, once', () => {
    const lines = [line(3_333, 49, { refundedFen: fen(1_111) }), line(0, 0), line(100, 1, { refundedFen: fen(100) })];
    expect(refundRest(lines)).toEqual([part(0, 2_222)]);
    const after = refundLines(lines, refundRest(lines));
    expect([remainingPointsOf(after), remainingExperienceOf(after)]).toEqual([0, 0]);
    expect(codeOf(decideRefund({ lines: after, request: refundRest(after) }))).toBe('refund_empty');
  });

  test('[T9] parts of unknown lines and beyond the amount are cut off when a fact is read', () => {
    expect(refundLines([line(100, 1)], [part(0, 90), part(0, 90), part(7, 5)])).toEqual([line(100, 1, { refundedFen: fen(100) })]);
  });
});

describe('any cut', () => {
  test('[S6] parts in any order and any cut add up exactly to the whole, points and experience', () => {
    fc.assert(
      fc.property(soldLines, fc.array(cut, { maxLength: 40 }), (lines, cuts) => {
        const taken = takeBack(lines, cuts);
        const rest = decideRefund({ lines: taken.lines, request: refundRest(taken.lines) });
        const last = rest.ok ? rest.value : { pointsBack: 0, experienceBack: 0, amountFen: 0 };
        expect(taken.pointsBack + last.pointsBack).toBe(lines.reduce((sum, one) => sum + one.points, 0));
        expect(taken.experienceBack + last.experienceBack).toBe(experienceOf(lines.map((one) => one.eligibleFen)));
        expect(taken.amountFen + last.amountFen).toBe(lines.reduce((sum, one) => sum + one.lineFen, 0));
      }),
      { numRuns: 500 },
    );
  });

  test('[S6] what is left depends only on how much was returned of each line, not on the cuts or their order', () => {
    fc.assert(
      fc.property(
        soldLines.chain((lines) => fc.tuple(fc.constant(lines), fc.array(cut, { maxLength: 20 }))),
        fc.infiniteStream(fc.nat()),
        ([lines, cuts], random) => {
          const parts = takeBack(lines, cuts).parts;
          const shuffled = parts.map((one) => ({ one, key: random.next().value ?? 0 })).toSorted((a, b) => a.key - b.key);
          const again = replay(
            lines,
            shuffled.map(({ one }) => one),
          );
          expect(again).toEqual(replay(lines, parts));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('[S6] a part never takes back more than the points of the line, and never gives points', () => {
    fc.assert(
      fc.property(soldLines, fc.array(cut, { maxLength: 20 }), (lines, cuts) => {
        const { lines: after } = takeBack(lines, cuts);
        for (const [i, one] of after.entries()) {
          const left = remainingPointsOfLine(one);
          expect(left).toBeLessThanOrEqual(lines[i]?.points ?? 0);
          expect(left).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

const cut = fc.record({ line: fc.nat({ max: 7 }), share: fc.integer({ min: 1, max: 100 }) });

const soldLines: fc.Arbitrary<readonly RefundableLine[]> = fc
  .record({ basket: anyBasket, rule: anyRule, before: fc.nat({ max: 20_000 }) })
  .map(({ basket, rule, before }) => {
    const made = accrue({ basket, rule, experienceBefore: experience(before) });
    return made.lines.map(({ eligibleFen, points: linePoints }, i) => ({
      lineFen: basket.lines[i]?.lineFen ?? fen(0),
      refundedFen: fen(0),
      points: linePoints,
      eligibleFen,
    }));
  });

/** Refunds one part after the other, each a share of what is left of a line. */
function takeBack(lines: readonly RefundableLine[], cuts: readonly { readonly line: number; readonly share: number }[]) {
  const parts: RefundPart[] = [];
  let state = lines;
  const sum = { pointsBack: 0, experienceBack: 0, amountFen: 0 };
  for (const { line: index, share } of cuts) {
    const target = state[index];
    const left = target === undefined ? 0 : target.lineFen - target.refundedFen;
    if (left === 0) continue;
    const one = part(index, Math.ceil((left * share) / 100));
    const decision = valueOf(decideRefund({ lines: state, request: [one] }));
    sum.pointsBack += decision.pointsBack;
    sum.experienceBack += decision.experienceBack;
    sum.amountFen += decision.amountFen;
    state = refundLines(state, [one]);
    parts.push(one);
  }
  return { ...sum, lines: state, parts };
}

function replay(lines: readonly RefundableLine[], parts: readonly RefundPart[]) {
  let state = lines;
  const sum = { pointsBack: 0, experienceBack: 0 };
  for (const one of parts) {
    const decision = valueOf(decideRefund({ lines: state, request: [one] }));
    sum.pointsBack += decision.pointsBack;
    sum.experienceBack += decision.experienceBack;
    state = refundLines(state, [one]);
  }
  return { ...sum, lines: state };
}
