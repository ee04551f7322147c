import { CARDS_PER_BLOCK, cardNumberOf, checkDigitOf, maskCardNumber, parseCardNumber } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { codeOf, valueOf } from '../support/build.ts';

const fiveDigits = fc.integer({ min: 0, max: CARDS_PER_BLOCK - 1 });
const digits12 = fc.stringMatching(/^\d{12}$/);

test.each([
  ['4006381333931', 'ok'],
  ['6901234567892', 'ok'],
  ['690 1234 56789-2', 'ok'],
  ['６９０１２３４５６７８９２', 'ok'],
  ['6901234567890', 'card_check_digit'],
  ['690123456789', 'card_malformed'],
  ['69012345678920', 'card_malformed'],
  ['69012345678X2', 'card_malformed'],
  ['', 'card_malformed'],
])('[M3] %j: %s', (text, code) => {
  expect(codeOf(parseCardNumber(text))).toBe(code);
});

test('[M3] an error in any one digit is found', () => {
  fc.assert(
    fc.property(digits12, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 9 }), (twelve, i, shift) => {
      const valid = `${twelve}${checkDigitOf(twelve)}`;
      const wrong = (Number(valid[i]) + shift) % 10;
      return parseCardNumber(valid).ok && codeOf(parseCardNumber(valid.slice(0, i) + wrong + valid.slice(i + 1))) === 'card_check_digit';
    }),
    { numRuns: 2_000 },
  );
});

test('[M3] a check digit needs 12 digits', () => {
  expect(() => checkDigitOf('12345')).toThrow('12 digits');
});

test('[M4] a made card number is valid, starts with 26 and names its block and serial', () => {
  fc.assert(
    fc.property(fiveDigits, fiveDigits, (block, serial) => {
      const made = cardNumberOf({ block, serial });
      expect(valueOf(parseCardNumber(made))).toBe(made);
      expect([made.slice(0, 2), Number(made.slice(2, 7)), Number(made.slice(7, 12))]).toEqual(['26', block, serial]);
    }),
  );
});

test.each([[{ block: 100_000, serial: 0 }], [{ block: 0, serial: 100_000 }], [{ block: -1, serial: 0 }], [{ block: 0, serial: 1.5 }]])(
  '[M4] %j is outside of every block',
  (input) => {
    expect(() => cardNumberOf(input)).toThrow('must be from 0 to 99999');
  },
);

test('[M6] the mask keeps 2 and 4 digits', () => {
  expect(maskCardNumber(cardNumberOf({ block: 1, serial: 1 }))).toBe('26*******0016');
});
