import { logoSchema } from '@jifen/sync';
import { expect, test } from 'vitest';
import { logoOf, logoSizeOf, pixelsOf } from '../../../apps/hq-server/src/admin/receipt-head/logo-of.ts';

const pixels = (width: number, height: number, of: (x: number, y: number) => readonly [number, number, number, number]) => ({
  width,
  height,
  data: Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => of(x, y)))
    .flat(2)
    .slice(),
});

test.each([
  [
    { width: 384, height: 160 },
    { width: 384, height: 160 },
  ],
  [
    { width: 4000, height: 1000 },
    { width: 384, height: 96 },
  ],
  [
    { width: 100, height: 1600 },
    { width: 8, height: 160 },
  ],
  [
    { width: 3, height: 3 },
    { width: 8, height: 3 },
  ],
])('%j is printed as %j', (size, printed) => {
  expect(logoSizeOf(size)).toEqual(printed);
});

test('black dots are ones, white and transparent ones are paper, and what HQ keeps is well formed', () => {
  const logo = logoOf(pixels(16, 2, (x) => (x < 4 ? [0, 0, 0, 255] : x < 12 ? [255, 255, 255, 255] : [0, 0, 0, 0])));
  expect(Buffer.from(logo.bits, 'base64').toString('hex')).toBe('f000f000');
  expect(logoSchema.parse(logo)).toEqual(logo);
});

test('a grey area keeps its lightness: half of the dots of middle grey are black', () => {
  const logo = logoOf(pixels(64, 64, () => [128, 128, 128, 255]));
  const black = [...Buffer.from(logo.bits, 'base64')].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  expect(Math.abs(black - 2048)).toBeLessThan(80);
});

test('what was kept shows again as it was', () => {
  const logo = logoOf(pixels(24, 9, (x, y) => ((x * 7 + y * 5) % 3 === 0 ? [0, 0, 0, 255] : [255, 255, 255, 255])));
  expect(logoOf(pixelsOf(logo))).toEqual(logo);
});

test('the largest picture fits into what the feed carries', () => {
  const logo = logoOf(pixels(384, 160, (x) => (x % 2 === 0 ? [0, 0, 0, 255] : [255, 255, 255, 255])));
  expect(logoSchema.safeParse(logo).success).toBe(true);
});
