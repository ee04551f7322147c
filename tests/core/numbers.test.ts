import {
  EARLIEST_AT,
  HQ_BRANCH,
  LATEST_AT,
  addPoints,
  assert,
  businessDateOf,
  earliestOf,
  experience,
  isCalendarDay,
  latestOf,
  must,
  parseBranchId,
  parseEventId,
  parseIncarnation,
  parseTierId,
  parseUnixMs,
  points,
  pointsDelta,
  subtractPoints,
  subtractPointsToZero,
  unixMs,
  unreachable,
} from '@jifen/core';
import { describe, expect, test } from 'vitest';

import { codeOf, uuid } from './support/build.ts';

describe('points', () => {
  test('[N1] an amount of points is whole and not negative; a change may be negative', () => {
    expect(() => points(-1)).toThrow('points must be');
    expect(() => points(0.5)).toThrow('points must be');
    expect(() => experience(-1)).toThrow('experience must be');
    expect(() => subtractPoints(points(1), points(2))).toThrow('points must be');
    expect(subtractPointsToZero(points(1), points(2))).toBe(0);
    expect(addPoints(points(1), points(2))).toBe(3);
    expect(pointsDelta(-5)).toBe(-5);
    expect(Object.is(pointsDelta(-0), 0)).toBe(true);
  });
});

describe('times', () => {
  test.each([
    [EARLIEST_AT - 1, 'time_out_of_range'],
    [EARLIEST_AT, 'ok'],
    [LATEST_AT - 1, 'ok'],
    [LATEST_AT, 'time_out_of_range'],
    [EARLIEST_AT + 0.5, 'time_out_of_range'],
    [Number.NaN, 'time_out_of_range'],
  ])('[N5] %d from outside: %s', (value, code) => {
    expect(codeOf(parseUnixMs(value))).toBe(code);
  });

  test.each([
    ['2026-03-01T15:59:59.999Z', '2026-03-01'],
    ['2026-03-01T16:00:00.000Z', '2026-03-02'],
  ])('[N5] at %s a shop in China has %s', (at, date) => {
    expect(businessDateOf(unixMs(Date.parse(at)), 480)).toBe(date);
  });

  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2023-04-31', false],
    ['2023-13-01', false],
    ['2023-00-10', false],
  ])('[N5] %s is a day: %s', (text, expected) => {
    expect(isCalendarDay(text)).toBe(expected);
  });

  test('[N5] the earliest and latest of times', () => {
    expect(earliestOf(unixMs(3), unixMs(1), unixMs(2))).toBe(1);
    expect(latestOf(unixMs(1), unixMs(3), unixMs(2))).toBe(3);
    expect(() => unixMs(-1)).toThrow('whole milliseconds');
  });
});

describe('ids', () => {
  test.each([
    [parseEventId, uuid(1), 'ok'],
    [parseEventId, uuid(1).toUpperCase().replace('0', 'A'), 'malformed_id'],
    [parseEventId, `${uuid(1)}\n`, 'malformed_id'],
    [parseBranchId, HQ_BRANCH, 'ok'],
    [parseBranchId, 'xihu-2', 'ok'],
    [parseBranchId, '-xihu', 'malformed_id'],
    [parseBranchId, '西湖', 'malformed_id'],
    [parseBranchId, 'a'.repeat(33), 'malformed_id'],
    [parseIncarnation, '0123456789abcdef', 'ok'],
    [parseIncarnation, '0123456789ABCDEF', 'malformed_id'],
    [parseTierId, 'gold_2', 'ok'],
    [parseTierId, 'Gold', 'malformed_id'],
  ])('[N6] %O reads %j: %s', (parse, text, code) => {
    expect(codeOf(parse(text))).toBe(code);
  });

  test('[N6] a malformed id names its field', () => {
    expect(parseBranchId('?')).toEqual({ ok: false, error: { code: 'malformed_id', field: 'branchId' } });
    expect(parseTierId('?')).toEqual({ ok: false, error: { code: 'malformed_id', field: 'tierId' } });
  });
});

test('[N1] a broken invariant throws and says what broke', () => {
  expect(() => assert(false, 'stock is negative')).toThrow('invariant broken: stock is negative');
  expect(() => must(undefined, 'the rule')).toThrow('the rule is missing');
  expect(must(0, 'zero')).toBe(0);
  // @ts-expect-error only a value that no type allows gets here
  expect(() => unreachable('gift')).toThrow('unexpected "gift"');
});
