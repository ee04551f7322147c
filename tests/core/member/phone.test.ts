import { maskPhone, parsePhone } from '@jifen/core';
import { expect, test } from 'vitest';

import { codeOf, valueOf } from '../support/build.ts';

test.each([
  '13812345678',
  '138 1234 5678',
  '138-1234-5678',
  '+86 138 1234 5678',
  '+8613812345678',
  '008613812345678',
  '１３８１２３４５６７８',
  ' 138\u20101234\u20105678 ',
])('[M1] %j is one number', (text) => {
  expect(valueOf(parsePhone(text))).toBe('13812345678');
});

test.each([
  '',
  '1381234567',
  '138123456789',
  '12812345678',
  '0571-87654321',
  '+1 13812345678',
  '8613812345678',
  '1381234567a',
  '+86+8613812345678',
])('[M1] %j is not a mobile number', (text) => {
  expect(codeOf(parsePhone(text))).toBe('phone_malformed');
});

test('[M6] the mask keeps 3 and 4 digits', () => {
  expect(maskPhone(valueOf(parsePhone('13812345678')))).toBe('138****5678');
});
