import { expect, test } from 'vitest';
import { ageOf } from '../../../apps/pos-desktop/src/renderer/shell/age.ts';

test.each([
  [0, { unit: 'seconds', n: 0 }],
  [-5_000, { unit: 'seconds', n: 0 }],
  [59_999, { unit: 'seconds', n: 59 }],
  [60_000, { unit: 'minutes', n: 1 }],
  [3_600_000, { unit: 'hours', n: 1 }],
  [47 * 3_600_000, { unit: 'hours', n: 47 }],
  [48 * 3_600_000, { unit: 'days', n: 2 }],
])('%d ms are told in the largest unit that fits', (elapsed, age) => {
  expect(ageOf(1_000_000_000_000, 1_000_000_000_000 + elapsed)).toEqual(age);
});
