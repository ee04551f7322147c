import {
  MAX_AMOUNT_FEN,
  addFen,
  basisPoints,
  fen,
  formatYuan,
  multiplyDivideFloor,
  multiplyFenFloor,
  parseFen,
  parseYuan,
  subtractFen,
} from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { codeOf, valueOf } from './support/build.ts';

describe('typed amounts', () => {
  test.each([
    ['33', 3_300],
    ['33.3', 3_330],
    ['33.33', 3_333],
    ['0.01', 1],
    ['0', 0],
    ['007', 700],
    ['33.3300', 3_333],
    ['1,234.50', 123_450],
    ['¥ 12.00', 1_200],
    ['￥１２．３４', 1_234],
    [' 1，234 ', 123_400],
    ['10000000', 1_000_000_000],
    ['0000000000000000000012.34', 1_234],
  ])('[N2] %j reads as %i fen', (text, expected) => {
    expect(valueOf(parseYuan(text))).toBe(expected);
  });

  test.each([
    ['1,000.5.3', 'amount_not_a_number'],
    ['1,00', 'amount_not_a_number'],
    ['12,34.5', 'amount_not_a_number'],
    ['', 'amount_not_a_number'],
    ['.', 'amount_not_a_number'],
    ['5.', 'amount_not_a_number'],
    ['1e5', 'amount_not_a_number'],
    ['0x10', 'amount_not_a_number'],
    ['NaN', 'amount_not_a_number'],
    ['Infinity', 'amount_not_a_number'],
    ['三十', 'amount_not_a_number'],
    ['1 2', 'amount_not_a_number'],
    ['-1', 'amount_negative'],
    ['-0.01', 'amount_negative'],
    ['－5', 'amount_negative'],
    ['0.001', 'amount_has_fraction_of_fen'],
    ['33.335', 'amount_has_fraction_of_fen'],
    ['10000000.01', 'amount_too_large'],
    ['9'.repeat(400), 'amount_too_large'],
  ])('[N2] %j is refused with %s', (text, code) => {
    expect(codeOf(parseYuan(text))).toBe(code);
  });

  test('[N3] what was formatted reads back as the same fen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_FEN }), (n) => valueOf(parseYuan(formatYuan(fen(n)))) === n));
  });

  test.each([
    [123_456, '1,234.56'],
    [5, '0.05'],
    [0, '0.00'],
    [-123_450, '-1,234.50'],
    [1_000_000_000, '10,000,000.00'],
  ])('[N3] %i fen is written %s', (n, text) => {
    expect(formatYuan(fen(n))).toBe(text);
  });
});

describe('amounts in fen', () => {
  test.each([
    [Number.NaN, 'amount_not_a_number'],
    [Number.POSITIVE_INFINITY, 'amount_not_a_number'],
    [-1, 'amount_negative'],
    [1.5, 'amount_has_fraction_of_fen'],
    [1_000_000_001, 'amount_too_large'],
    [1_000_000_000, 'ok'],
    [0, 'ok'],
  ])('[N2] %d from outside: %s', (value, code) => {
    expect(codeOf(parseFen(value))).toBe(code);
  });

  test('[N1] there is no negative zero', () => {
    expect(Object.is(valueOf(parseFen(-0)), 0)).toBe(true);
    expect(Object.is(fen(-0), 0)).toBe(true);
  });

  test('[N1] what is not whole or not safe is a bug', () => {
    expect(() => fen(0.5)).toThrow('fen must be');
    expect(() => fen(2 ** 53)).toThrow('fen must be');
    expect(() => basisPoints(-1)).toThrow('basis points');
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow('fen must be');
    expect(subtractFen(fen(3), fen(5))).toBe(-2);
  });

  test('[N4] multiplying and dividing is exact for all safe integers and floors towards minus infinity', () => {
    const safe = fc.maxSafeInteger();
    const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(safe, safe, positive, (a, b, c) => {
        const quotient = multiplyDivideFloor(a, b, c);
        fc.pre(Number.isSafeInteger(quotient));
        const rest = BigInt(a) * BigInt(b) - BigInt(quotient) * BigInt(c);
        return rest >= 0n && rest < BigInt(c);
      }),
      { numRuns: 1_000 },
    );
    expect(multiplyFenFloor(fen(3_333), 15_000, 1_000_000)).toBe(49);
    expect(multiplyDivideFloor(-1, 1, 2)).toBe(-1);
    expect(multiplyDivideFloor(-(2 ** 52), 3, 2 ** 51 + 1)).toBe(-6);
    expect(() => multiplyDivideFloor(1, 1, 0)).toThrow('cannot compute');
  });
});
