import { expect, test } from 'vitest';
import { addAmount, addProduct, emptyDraft, type Draft } from '../../../../apps/pos-desktop/src/renderer/counter/draft.ts';
import {
  changeBy,
  markAfterRemoval,
  markedLineOf,
  movedMark,
  toggleEarns,
} from '../../../../apps/pos-desktop/src/renderer/counter/marked-line.ts';

const tea = { id: 'tea', barcode: '69012347', name: '茶', priceFen: 500, earns: true } as unknown as Parameters<typeof addProduct>[1];
const basket: Draft = addAmount(addProduct(addAmount(emptyDraft({ saleId: 's', redemptionId: 'r' }), 100, 'a'), tea, 2), 300, 'b');
const { lines } = basket;

function line(key: string) {
  const found = lines.find((each) => each.key === key);
  if (found === undefined) throw new Error(key);
  return found;
}

test('without a mark the last line is meant; of an empty basket none', () => {
  expect(markedLineOf(lines, null)?.key).toBe('b');
  expect(markedLineOf(lines, 'gone')?.key).toBe('b');
  expect(markedLineOf(lines, 'a')?.key).toBe('a');
  expect(markedLineOf([], 'a')).toBeUndefined();
});

test.each([
  ['a', 1, 'tea'],
  ['a', -1, 'a'],
  ['b', 5, 'b'],
  [null, -1, 'tea'],
  [null, -5, 'a'],
])('from %s by %d the mark goes to %s', (from, by, to) => {
  expect(movedMark(lines, from, by)).toBe(to);
  expect(movedMark([], from, by)).toBeNull();
});

test('one less than one takes the line away; an amount knows no more', () => {
  const one = changeBy(basket, line('tea'), -1);
  expect(one.lines.find(({ key }) => key === 'tea')).toMatchObject({ quantity: 1 });
  expect(changeBy(basket, { ...line('tea'), quantity: 1 } as never, -1).lines.map(({ key }) => key)).toEqual(['a', 'b']);
  expect(changeBy(basket, line('a'), 1)).toBe(basket);
  expect(changeBy(basket, line('a'), -1).lines.map(({ key }) => key)).toEqual(['tea', 'b']);
});

test('the mark of a line that leaves goes on to the next, at the end to the one before', () => {
  expect(markAfterRemoval(lines, 'a')).toBe('tea');
  expect(markAfterRemoval(lines, 'b')).toBe('tea');
  expect(markAfterRemoval(lines.slice(0, 1), 'a')).toBeNull();
});

test('only an amount can be told not to earn: goods have it from HQ', () => {
  expect(toggleEarns(basket, line('a')).lines[0]).toMatchObject({ earns: false });
  expect(toggleEarns(basket, line('tea'))).toBe(basket);
});
