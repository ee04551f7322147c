import { checkPin } from '@jifen/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each(['', '12345', '1234567890123', '12345a', ' 482913', '４８２９１３', '482 913', '-482913'])(
  '“%s” is no PIN: 6 to 12 digits',
  (pin) => {
    expect(checkPin(pin)).toEqual({ ok: false, error: { code: 'pin_malformed' } });
  },
);

test.each([
  ['000000', 'repeat'],
  ['777777777777', 'repeat'],
  ['121212', 'repeat'],
  ['1212121', 'repeat'],
  ['123123', 'repeat'],
  ['583583583583', 'repeat'],
  ['123456', 'sequence'],
  ['654321', 'sequence'],
  ['890123', 'sequence'],
  ['210987', 'sequence'],
  ['0123456789', 'sequence'],
  ['112233', 'common'],
  ['147258', 'common'],
  ['5201314', 'common'],
  ['789456123', 'common'],
] as const)('%s is too easy: %s', (pin, why) => {
  expect(checkPin(pin)).toEqual({ ok: false, error: { code: 'pin_too_easy', why } });
});

test('digits that others know are no PIN, however they are written; short ones say nothing', () => {
  const known = ['010-8472 9163', '1987-03-12', 'branch-12'];
  for (const pin of ['847291', '729163', '198703', '870312', '19870312', '0319870312']) {
    expect(checkPin(pin, known)).toEqual({ ok: false, error: { code: 'pin_too_easy', why: 'own_digits' } });
  }
  expect(checkPin('129384', known)).toEqual({ ok: true, value: '129384' });
});

test('a PIN by chance is hardly ever refused', () => {
  const pins = fc.sample(fc.stringMatching(/^[0-9]{6}$/), { numRuns: 2000, seed: 7 }).filter((pin) => pin.length === 6);
  const refused = pins.filter((pin) => !checkPin(pin).ok);
  expect(refused.length / pins.length).toBeLessThan(0.05);
});
