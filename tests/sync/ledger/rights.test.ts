import { must } from '@jifen/core';
import {
  mergeRights,
  NO_RIGHTS,
  parsePostings,
  plainAccount,
  rawRightsOf,
  rightsChangeOf,
  type RightsCounters,
  rightsOf,
  stepRights,
  vintageAccount,
} from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { member, never, writer } from '../../support/build-log.ts';

const count = fc.nat(1_000_000);
const counters: fc.Arbitrary<RightsCounters> = fc.record({
  granted: count,
  earned: count,
  restored: count,
  spent: count,
  clawed: count,
  returned: count,
});

test('[P5] merging is the same in any order, any grouping and any number of times', () => {
  fc.assert(
    fc.property(counters, counters, counters, (a, b, c) => {
      expect(mergeRights(a, b)).toEqual(mergeRights(b, a));
      expect(mergeRights(mergeRights(a, b), c)).toEqual(mergeRights(a, mergeRights(b, c)));
      expect(mergeRights(a, a)).toEqual(a);
    }),
  );
});

test('[P5] lost, repeated and reordered messages of one writer end at its last state', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('granted', 'spent', 'earned'), fc.nat(100)), { minLength: 1 }),
      fc.infiniteStream(fc.nat()),
      (steps, picks) => {
        const states = steps.reduce<RightsCounters[]>(
          (all, [counter, n]) => [...all, stepRights(all.at(-1) ?? NO_RIGHTS, { counter, n })],
          [],
        );
        const received = [...picks.take(20)].map((pick) => must(states[pick % states.length], 'state'));
        const last = must(states.at(-1), 'state');
        expect([...received, last, ...received].reduce(mergeRights, NO_RIGHTS)).toEqual(last);
      },
    ),
  );
});

test('[P4] rights below zero are a broken invariant at the branch, and visible at HQ', () => {
  const overspent = { ...NO_RIGHTS, earned: 5, spent: 6 };
  expect(() => rightsOf(overspent)).toThrow('points');
  expect(rawRightsOf(overspent)).toBe(-1);
});

test.each([
  ['issued', 'rights', 'earned'],
  ['redeemed', 'rights', 'restored'],
  ['rights', 'redeemed', 'spent'],
  ['rights', 'clawed', 'clawed'],
] as const)('[P4] %s → %s counts as %s', (from, to, counter) => {
  const account = (kind: typeof from | typeof to) =>
    kind === 'rights' ? vintageAccount('rights', { member, vintage: never }, writer) : plainAccount(kind, writer);
  const parsed = parsePostings([{ unit: 'pt', debit: account(from), credit: account(to), n: 7 }], writer);
  expect(parsed.ok && parsed.value.map(rightsChangeOf)).toEqual([{ member, vintage: never, counter, n: 7 }]);
});
