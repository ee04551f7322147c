import type { BranchId } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  excessAt,
  type PlacementFacts,
  placementOf,
  type PlacementRule,
  roomAt,
} from '../../../apps/hq-server/src/server/placement/policy.ts';

const [home, last, second] = ['b1', 'b2', 'b3'] as BranchId[] as [BranchId, BranchId, BranchId];
const facts: PlacementFacts = { points: 1000, home, last, second, most: home, ordered: 0, want: null };
const split = { kind: 'split', homePercent: 80, lastPercent: 0, secondPercent: 15 } as const;

function placed(rule: Partial<PlacementRule>, over: Partial<PlacementFacts> = {}): Record<string, number> {
  const { pool, byBranch } = placementOf({ policy: { kind: 'last_visited' }, perBranchCap: null, ...rule }, { ...facts, ...over });
  return { hq: pool, ...Object.fromEntries([...byBranch].filter(([, n]) => n > 0)) };
}

test.each([
  ['the branch last visited holds all', { policy: { kind: 'last_visited' } }, {}, { hq: 0, b2: 1000 }],
  ['home holds all, wherever the member was last', { policy: { kind: 'home' } }, {}, { hq: 0, b1: 1000 }],
  ['the branch most visited holds all', { policy: { kind: 'most_visited' } }, {}, { hq: 0, b1: 1000 }],
  ['before the first purchase it is the last one', { policy: { kind: 'most_visited' } }, { most: null }, { hq: 0, b2: 1000 }],
  ['HQ keeps all', { policy: { kind: 'hq_only' } }, {}, { hq: 1000 }],
  ['a split leaves the rest at HQ', { policy: split }, {}, { hq: 50, b1: 800, b3: 150 }],
  ['shares of one branch add up', { policy: { ...split, lastPercent: 5 } }, { last: home, second: null }, { hq: 150, b1: 850 }],
  ['a share without a branch stays at HQ', { policy: split }, { second: null }, { hq: 200, b1: 800 }],
  ['odd numbers add up exactly', { policy: split }, { points: 7 }, { hq: 0, b1: 6, b3: 1 }],
  ['who was never seen keeps the points at HQ', { policy: { kind: 'home' } }, { last: null }, { hq: 1000 }],
  ['beyond the cap the rest stays at HQ', { policy: { kind: 'home' }, perBranchCap: 300 }, {}, { hq: 700, b1: 300 }],
  ['a want takes from HQ first', { policy: { kind: 'hq_only' } }, { want: { branch: last, n: 400 } }, { hq: 600, b2: 400 }],
  ['then from the branch that holds most', { policy: split }, { want: { branch: last, n: 400 } }, { hq: 0, b1: 450, b2: 400, b3: 150 }],
  ['a want goes before the cap', { policy: { kind: 'home' }, perBranchCap: 300 }, { want: { branch: home, n: 900 } }, { hq: 100, b1: 900 }],
  ['what orders wait for stays at HQ', { policy: split }, { ordered: 300 }, { hq: 300, b1: 550, b3: 150 }],
  [
    'where both fit, a want and an order both have theirs',
    { policy: { kind: 'home' } },
    { ordered: 300, want: { branch: last, n: 400 } },
    { hq: 300, b1: 300, b2: 400 },
  ],
  [
    'where they do not, the want goes first',
    { policy: { kind: 'home' } },
    { ordered: 800, want: { branch: last, n: 400 } },
    { hq: 600, b2: 400 },
  ],
  ['a want for more than there is gets all', { policy: split }, { want: { branch: last, n: 4000 } }, { hq: 0, b2: 1000 }],
] as [string, Partial<PlacementRule>, Partial<PlacementFacts>, Record<string, number>][])('%s', (_, rule, over, wanted) => {
  expect(placed(rule, over)).toEqual(wanted);
});

const branch = fc.constantFrom(home, last, second);
const anyRule: fc.Arbitrary<PlacementRule> = fc.record({
  policy: fc.oneof(
    fc.constantFrom(
      { kind: 'last_visited' } as const,
      { kind: 'most_visited' } as const,
      { kind: 'home' } as const,
      { kind: 'hq_only' } as const,
    ),
    fc
      .tuple(fc.nat({ max: 100 }), fc.nat({ max: 100 }), fc.nat({ max: 100 }))
      .filter(([a, b, c]) => a + b + c <= 100)
      .map(([homePercent, lastPercent, secondPercent]) => ({ kind: 'split', homePercent, lastPercent, secondPercent }) as const),
  ),
  perBranchCap: fc.option(fc.integer({ min: 1, max: 5000 })),
});
const anyFacts: fc.Arbitrary<PlacementFacts> = fc.record({
  points: fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 10_000 }), fc.nat({ max: 10 ** 12 })),
  home: fc.option(branch),
  last: fc.option(branch),
  second: fc.option(branch),
  most: fc.option(branch),
  ordered: fc.oneof(fc.constant(0), fc.nat({ max: 20_000 })),
  want: fc.option(fc.record({ branch, n: fc.nat({ max: 20_000 }) })),
});

test('[H1] whatever the policy, the parts sum to what there is, none is negative, and the same facts give the same answer', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, (rule, of) => {
      const { pool, byBranch } = placementOf(rule, of);
      const parts = [pool, ...byBranch.values()];
      expect(parts.every((n) => Number.isSafeInteger(n) && n >= 0)).toBe(true);
      expect(parts.reduce((sum, n) => sum + n, 0)).toBe(of.points);
      expect(placementOf(rule, of)).toEqual({ ...placementOf(rule, of), pool, byBranch });
      const wanted = Math.min(of.want?.n ?? 0, of.points);
      if (of.want !== null) expect(byBranch.get(of.want.branch) ?? 0).toBeGreaterThanOrEqual(wanted);
      // What orders wait for comes next.
      expect(pool).toBeGreaterThanOrEqual(Math.min(of.ordered, of.points - wanted));
    }),
  );
});

test('[H1] moving towards the placement ends there: what is called back and given out again leaves nothing to move', () => {
  fc.assert(
    fc.property(anyRule, anyFacts, fc.array(fc.nat({ max: 5000 }), { minLength: 3, maxLength: 3 }), (rule, of, held) => {
      const heldBy = new Map([home, last, second].map((at, i) => [at, held[i] ?? 0]));
      const all = held.reduce((sum, n) => sum + n, 0);
      const to = placementOf(rule, { ...of, points: all });
      let pool = 0;
      for (const [at, n] of heldBy) {
        const back = excessAt(to, at, n);
        heldBy.set(at, n - back);
        pool += back;
      }
      for (const [at, n] of heldBy) {
        const given = Math.max(0, Math.min(pool - to.pool, roomAt(to, at, n)));
        heldBy.set(at, n + given);
        pool -= given;
      }
      for (const [at, n] of heldBy) {
        expect(excessAt(to, at, n)).toBe(0);
        expect(Math.min(pool - to.pool, roomAt(to, at, n))).toBeLessThanOrEqual(0);
      }
      expect(pool + [...heldBy.values()].reduce((sum, n) => sum + n, 0)).toBe(all);
    }),
  );
});

test('a few points too many are not worth a move, but somebody who waits is', () => {
  const to = placementOf({ policy: split, perBranchCap: null }, facts);
  expect([excessAt(to, home, 850), excessAt(to, home, 900), excessAt(to, last, 5)]).toEqual([0, 100, 5]);
  const wanted = placementOf({ policy: { kind: 'home' }, perBranchCap: null }, { ...facts, want: { branch: last, n: 20 } });
  expect(excessAt(wanted, home, 1000)).toBe(20);
});
