import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../../apps/pos-desktop/src/paper/clean-text.ts';
import { displayWidth, wrapText } from '../../../apps/pos-desktop/src/paper/display-width.ts';

test.each([
  ['', 0],
  ['abc 123', 7],
  ['积分', 4],
  ['𠮷', 2],
  ['×', 2],
  ['é', 2],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['阿莫西林胶囊', 8, ['阿莫西林', '胶囊']],
  ['Vitamin C 100mg tablets', 12, ['Vitamin C', '100mg', 'tablets']],
  ['Pneumonoultramicroscopic', 10, ['Pneumonoul', 'tramicrosc', 'opic']],
  ['谢谢惠顾。', 8, ['谢谢惠', '顾。']],
  ['', 8, ['']],
  ['四个字呀 后面', 8, ['四个字呀', '后面']],
] as const)('%j breaks at %i columns', (text, columns, lines) => {
  expect(wrapText(text, columns)).toEqual(lines);
});

test('no line is wider than the paper and nothing but white space is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 48 }), (text, columns) => {
      const lines = wrapText(text, columns);
      expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
      expect(lines.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
    }),
    { examples: [['\u2028', 4]] },
  );
});

test.each([
  ['张\u001Bp\u0000\u0019三', '张p三'],
  ['a\tb\r\nc', 'a b c'],
  ['\u202E倒\u202C\u200B', '倒'],
  ['\uD800张', '张'],
  ['葛\u{E0100}', '葛'],
  ['¥5', '￥5'],
  ['e\u0301', 'é'],
])('%j stands on paper as %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});
