import { expect, test } from 'vitest';
import {
  addAmount,
  addProduct,
  emptyDraft,
  lineRequestsOf,
  parseDraft,
  removeLine,
  setEarns,
  setQuantity,
  totalFenOf,
} from '../../../apps/pos-desktop/src/renderer/counter/draft.ts';
import type { Product } from '../../../apps/pos-desktop/src/renderer/api/model.ts';

const tea = {
  id: 'tea',
  barcode: '6901234567892',
  name: '菊花茶',
  priceFen: 1_860,
  category: '茶',
  drugClass: 'food',
  earns: true,
} as Product;
const honey = { ...tea, id: 'honey', name: '蜂蜜', priceFen: 4_500 } as Product;
const empty = emptyDraft({ saleId: 's1', redemptionId: 'r1' });

test('goods scanned again become more of them, in their place', () => {
  const draft = addProduct(addProduct(addProduct(empty, tea, 1), honey, 1), tea, 2);
  expect(draft.lines.map((line) => (line.kind === 'product' ? [line.name, line.quantity] : null))).toEqual([
    ['菊花茶', 3],
    ['蜂蜜', 1],
  ]);
  expect(totalFenOf(draft)).toBe(3 * 1_860 + 4_500);
});

test('amounts stay separate lines, and the cashier says whether each earns', () => {
  const draft = setEarns(addAmount(addAmount(empty, 500, 'a'), 500, 'b'), 'b', false);
  expect(lineRequestsOf(draft)).toEqual([
    { kind: 'amount', amountFen: 500, earns: true },
    { kind: 'amount', amountFen: 500, earns: false },
  ]);
});

test('a quantity stays between 1 and what core takes', () => {
  const draft = addProduct(empty, tea, 1);
  expect(totalFenOf(setQuantity(draft, 'tea', 0))).toBe(1_860);
  expect(lineRequestsOf(setQuantity(draft, 'tea', 1_000_000))).toMatchObject([{ quantity: 9_999 }]);
});

test('a line goes without touching the others', () => {
  expect(removeLine(addProduct(addProduct(empty, tea, 1), honey, 1), 'tea').lines.map(({ key }) => key)).toEqual(['honey']);
});

test('what the browser kept comes back whole', () => {
  const draft = { ...addProduct(empty, tea, 2), memberId: 'm1' };
  expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
});

test.each([null, '', '{', '[]', '"x"', '{"version":2,"lines":[]}', '{"version":1}'])(
  'what is no draft of this version is dropped: %s',
  (text) => {
    expect(parseDraft(text)).toBeNull();
  },
);
