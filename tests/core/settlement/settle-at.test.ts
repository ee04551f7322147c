import { compareEventPlaces, settleAtOf, unixMs, type EventPlace, type SettleAtInput } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { placeAt } from '../support/build.ts';

const base: SettleAtInput = {
  receivedAt: unixMs(1_000),
  at: unixMs(500),
  hqFloor: unixMs(400),
  previousSettleAt: null,
  referredSettleAt: null,
};

test.each<[string, Partial<SettleAtInput>, number]>([
  ["the till's clock counts", {}, 500],
  ['a clock behind is lifted to the last HQ time the till saw', { at: unixMs(3) }, 400],
  ['a clock ahead is held by the time of arrival', { at: unixMs(9_999) }, 1_000],
  ["it never falls behind the log's previous event", { previousSettleAt: unixMs(700) }, 700],
  ['a refund never falls behind its sale', { referredSettleAt: unixMs(800) }, 800],
  ['both count', { previousSettleAt: unixMs(700), referredSettleAt: unixMs(600) }, 700],
  ['arrival holds all of them', { previousSettleAt: unixMs(1_700), referredSettleAt: unixMs(1_600), hqFloor: unixMs(1_500) }, 1_000],
])('[T1] %s', (_, change, expected) => {
  expect(settleAtOf({ ...base, ...change })).toBe(expected);
});

test('[T1] a log whose events arrive in order settles in order, whatever its clock does', () => {
  const clock = fc.array(fc.record({ at: fc.nat({ max: 5_000 }), wait: fc.nat({ max: 100 }) }), { maxLength: 30 });
  fc.assert(
    fc.property(clock, (events) => {
      let receivedAt = 0;
      let previous: SettleAtInput['previousSettleAt'] = null;
      for (const { at, wait } of events) {
        receivedAt += wait;
        const settleAt = settleAtOf({
          ...base,
          hqFloor: unixMs(0),
          receivedAt: unixMs(receivedAt),
          at: unixMs(at),
          previousSettleAt: previous,
        });
        expect(settleAt).toBeGreaterThanOrEqual(previous ?? 0);
        expect(settleAt).toBeLessThanOrEqual(receivedAt);
        previous = settleAt;
      }
    }),
  );
});

test.each<[string, EventPlace, EventPlace]>([
  ['earlier time first', placeAt(1, 'z', 9), placeAt(2, 'a', 1)],
  ['then branch', placeAt(1, 'a', 9), placeAt(1, 'b', 1)],
  ['branches by code unit, not by length or locale', placeAt(1, 'b10', 9), placeAt(1, 'b9', 1)],
  ['then seq as a number', placeAt(1, 'a', 9), placeAt(1, 'a', 10)],
])('[T2] %s', (_, first, second) => {
  expect(compareEventPlaces(first, second)).toBeLessThan(0);
  expect(compareEventPlaces(second, first)).toBeGreaterThan(0);
  expect(compareEventPlaces(first, { ...first })).toBe(0);
});

test('[T2] an older incarnation of the same branch stands by its id, before seq', () => {
  const old = { ...placeAt(1, 'a', 9), incarnation: placeAt(1).incarnation };
  const young = { ...placeAt(1, 'a', 1), incarnation: `f${old.incarnation.slice(1)}` as EventPlace['incarnation'] };
  expect(compareEventPlaces(old, young)).toBeLessThan(0);
});
