import { expect, test } from 'vitest';
import {
  addAmount,
  addProduct,
  emptyDraft,
  isEmptyDraft,
  restAfter,
  type Draft,
} from '../../../../apps/pos-desktop/src/renderer/counter/draft.ts';

const tea = { id: 'tea', barcode: '69012347', name: '茶', priceFen: 500, earns: true } as unknown as Parameters<typeof addProduct>[1];
const next = { saleId: 'next', redemptionId: 'next-r' };
const sent: Draft = { ...addProduct(addAmount(emptyDraft({ saleId: 's', redemptionId: 'r' }), 100, 'a'), tea, 2), memberId: 'wang' };

test('when nothing came in between, the counter is empty and the next sale has ids of its own', () => {
  const rest = restAfter(sent, sent, next);
  expect(rest).toEqual(emptyDraft(next));
  expect(isEmptyDraft(rest)).toBe(true);
});

test('what was scanned while a basket was on its way stays for the next customer, and only that', () => {
  const now = addAmount(addProduct(sent, tea, 3), 700, 'b');
  const rest = restAfter(sent, now, next);
  expect(rest.lines).toMatchObject([
    { key: 'tea', quantity: 3 },
    { key: 'b', amountFen: 700 },
  ]);
  expect(rest).toMatchObject({ ...next, memberId: null });
});

test('what was taken out meanwhile owes nobody anything', () => {
  const now = { ...sent, lines: sent.lines.slice(1).map((line) => ({ ...line, quantity: 1 }) as typeof line) };
  expect(restAfter(sent, now, next).lines).toEqual([]);
});

test('a member who was scanned meanwhile is the next one', () => {
  expect(restAfter(sent, { ...sent, memberId: 'li' }, next).memberId).toBe('li');
  expect(isEmptyDraft(restAfter(sent, { ...sent, memberId: 'li' }, next))).toBe(false);
});
