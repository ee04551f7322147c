import { fen } from '@jifen/core';
import { expect, test } from 'vitest';
import { amountOfPieces, countPieces, piecesOf } from '../../../../apps/pos-desktop/src/renderer/journal/pieces.ts';

type Line = Parameters<typeof piecesOf>[0];

const boxes = (quantity: number, refundedFen = 0): Line => ({
  kind: 'product',
  productId: '0190c000-0000-7000-8000-000000000001' as never,
  barcode: '6901234567892',
  name: '感冒灵',
  quantity,
  unitPriceFen: fen(1550),
  lineFen: fen(1550 * quantity),
  earns: true,
  category: '感冒',
  drugClass: 'otc_a',
  refundedFen: fen(refundedFen),
});

test.each([
  ['three boxes', boxes(3), { unitFen: 1550, most: 3 }],
  ['three boxes, one of them back already', boxes(3, 1550), { unitFen: 1550, most: 2 }],
  ['three boxes, half of one back already', boxes(3, 775), { unitFen: 1550, most: 2 }],
  ['three boxes, all back', boxes(3, 4650), null],
  ['a single box', boxes(1), null],
  ['a plain amount', { kind: 'amount', lineFen: fen(4650), earns: true, refundedFen: fen(0) } satisfies Line, null],
])('%s are given back by as many pieces as are left', (_, line, pieces) => {
  expect(piecesOf(line)).toEqual(pieces);
});

test('an amount is as many whole pieces as it pays for, and no step leads beyond one piece or all of them', () => {
  const pieces = { unitFen: 1550, most: 3 };
  expect(['46.50', '31', '20', '0.01', '', '1,000'].map((amount) => countPieces(pieces, amount))).toEqual([3, 2, 1, 1, 1, 3]);
  expect([0, 1, 2, 3, 4].map((n) => amountOfPieces(pieces, n))).toEqual(['15.50', '15.50', '31.00', '46.50', '46.50']);
});
