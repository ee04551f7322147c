import { NEVER, VINTAGE_REACH_MS, compareVintages, expiresAtOf, parseVintage, unixMs, vintageOf } from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { codeOf, valueOf } from './support/build.ts';

const china = 480;
const ms = (text: string) => unixMs(Date.parse(text));
const vintage = (text: string) => valueOf(parseVintage(text));

function vintageAt(at: string, expiryMonths: number | null, hqFloor = at): string {
  return vintageOf({ at: ms(at), hqFloor: ms(hqFloor), expiryMonths, utcOffsetMinutes: china });
}

describe('the vintage of points', () => {
  test.each([
    ['2026-01-15T04:00:00Z', 12, '2027-01'],
    ['2026-01-31T15:59:59Z', 1, '2026-02'],
    ['2026-01-31T16:00:00Z', 1, '2026-03'],
    ['2026-12-31T15:00:00Z', 12, '2027-12'],
    ['2026-12-31T16:00:00Z', 12, '2028-01'],
    ['2024-01-31T04:00:00Z', 1, '2024-02'],
  ])('[V1] points of %s that live %i months end with %s', (at, months, expected) => {
    expect(vintageAt(at, months)).toBe(expected);
  });

  test('[V1] without a period points never expire', () => {
    expect(vintageAt('2026-01-15T04:00:00Z', null)).toBe(NEVER);
    expect(expiresAtOf(NEVER, china)).toBeNull();
  });

  test.each([
    ['a clock years behind cannot make points that are born expired', '2019-05-01T00:00:00Z', '2026-03-10T00:00:00Z', '2027-03'],
    ['a clock years ahead reaches 90 days', '2040-01-01T00:00:00Z', '2026-03-10T00:00:00Z', '2027-06'],
    ['a till without line follows its own clock', '2026-05-01T00:00:00Z', '2026-03-10T00:00:00Z', '2027-05'],
  ])('[V2] %s', (...[, at, hqFloor, expected]) => {
    expect(vintageAt(at, 12, hqFloor)).toBe(expected);
    expect(VINTAGE_REACH_MS).toBe(7_776_000_000);
  });

  test('[V3] oldest first, never last, whatever the order before', () => {
    const ordered = ['2026-01', '2026-02', '2026-12', '2027-01', 'never'].map(vintage);
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: 5 }), (shuffled) => {
        expect(shuffled.toSorted(compareVintages)).toEqual(ordered);
      }),
    );
    expect(compareVintages(NEVER, NEVER)).toBe(0);
  });

  test.each([
    ['2026-01', '2026-01-31T16:00:00Z'],
    ['2026-12', '2026-12-31T16:00:00Z'],
    ['2024-02', '2024-02-29T16:00:00Z'],
  ])('[V4] %s expires at %s in China', (text, expected) => {
    expect(expiresAtOf(vintage(text), china)).toBe(Date.parse(expected));
  });

  test.each(['2026-00', '2026-13', '2026-1', '26-01', '', 'Never', '2026-01 ', '2026-01-01'])('[V4] %j is not a vintage', (text) => {
    expect(codeOf(parseVintage(text))).toBe('malformed_vintage');
  });

  test('[V1] points live longer than their period, by less than a month, and the vintage reads back', () => {
    const at = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2060-01-01') }).map(unixMs);
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 120 }), (time, expiryMonths) => {
        const made = vintageOf({ at: time, hqFloor: time, expiryMonths, utcOffsetMinutes: china });
        const expiresAt = expiresAtOf(valueOf(parseVintage(made)), china);
        const days = ((expiresAt ?? 0) - time) / 86_400_000;
        return days > expiryMonths * 28 && days <= (expiryMonths + 1) * 31;
      }),
    );
  });
});
