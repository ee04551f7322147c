import { expect, test } from 'vitest';
import { displayWidth, formatTable } from '../../../scripts/start/text-table.ts';

test.each([
  ['', 0],
  ['till', 4],
  ['收银台', 6],
  ['陈𬭎', 4],
  ['（/m）', 6],
  ['PIN 618203', 10],
])('%j takes %i columns of a terminal', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('columns stand under each other, whatever the script', () => {
  const [first = '', second = ''] = formatTable([
    ['总部管理', 'HQ', 'x'],
    ['会员', 'members', 'y'],
  ]);
  expect(displayWidth(first.slice(0, first.indexOf('x')))).toBe(displayWidth(second.slice(0, second.indexOf('y'))));
});

test('no line ends in blanks', () => {
  for (const line of formatTable([
    ['a', 'long'],
    ['b', ''],
  ]))
    expect(line).toBe(line.trimEnd());
});
