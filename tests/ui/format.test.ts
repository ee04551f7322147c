import { formatAmount, formatIn } from '@jifen/ui';
import { expect, test } from 'vitest';

test.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [123_456_789, '¥1,234,567.89'],
  [-1_860, '-¥18.60'],
])('%d fen are shown as %s', (amountFen, text) => {
  expect(formatAmount(amountFen)).toBe(text);
});

test("times are the chain's, wherever the screen stands", () => {
  const at = Date.UTC(2026, 0, 31, 16, 5);
  expect(formatIn('zh-CN').dateTime(at)).toBe('2026/02/01 00:05');
  expect(formatIn('en').time(at)).toBe('00:05');
});

test('a gain carries its sign, a rate its cross', () => {
  const format = formatIn('zh-CN');
  expect([format.signed(1_200), format.signed(0), format.signed(-80)]).toEqual(['+1,200', '0', '-80']);
  expect([format.rate(10_000), format.rate(15_000), format.rate(12_550)]).toEqual(['×1', '×1.5', '×1.255']);
});
