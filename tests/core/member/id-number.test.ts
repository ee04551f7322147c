import { birthDateOf, maskIdNumber, parseIdNumber } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { codeOf, valueOf } from '../support/build.ts';

test.each([
  ['11010519491231002X', '1949-12-31'],
  ['11010519491231002x', '1949-12-31'],
  [' 110105 19491231 002X ', '1949-12-31'],
  ['440524188001010014', '1880-01-01'],
])('[M2] %j was born on %s', (text, birthDate) => {
  expect(birthDateOf(valueOf(parseIdNumber(text)))).toBe(birthDate);
});

test.each([
  ['110105194912310021', 'id_number_checksum'],
  ['110105491231002', 'id_number_malformed'],
  ['11010519491231002Y', 'id_number_malformed'],
  ['1101051949123100X2', 'id_number_malformed'],
  ['', 'id_number_malformed'],
  [withCheck('11010519490230002'), 'id_number_birth_date'],
  [withCheck('11010519491331002'), 'id_number_birth_date'],
  [withCheck('11010521010101002'), 'id_number_birth_date'],
  [withCheck('11010517991231002'), 'id_number_birth_date'],
  [withCheck('11010519000229002'), 'id_number_birth_date'],
  [withCheck('11010520000229002'), 'ok'],
  [withCheck('83000019900101123'), 'ok'],
])('[M2] %j: %s', (text, code) => {
  expect(codeOf(parseIdNumber(text))).toBe(code);
});

test('[M2] an error in any one character is found', () => {
  fc.assert(
    fc.property(validIdNumber, fc.nat({ max: 17 }), fc.constantFrom(...Array.from('0123456789X')), (idNumber, i, character) => {
      fc.pre(idNumber[i] !== character);
      return !parseIdNumber(idNumber.slice(0, i) + character + idNumber.slice(i + 1)).ok;
    }),
    { numRuns: 2_000 },
  );
});

test('[M6] the mask keeps 3 and 4 characters', () => {
  expect(maskIdNumber(valueOf(parseIdNumber('11010519491231002X')))).toBe('110***********002X');
});

function withCheck(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
}

const validIdNumber = fc
  .record({
    region: fc.integer({ min: 110_000, max: 999_999 }),
    day: fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ region, day, sequence }) =>
    withCheck(`${region}${day.toISOString().slice(0, 10).replaceAll('-', '')}${sequence.toString().padStart(3, '0')}`),
  );
