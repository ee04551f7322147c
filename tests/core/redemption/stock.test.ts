import { decideStockChange, type StockChange } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

const outOfRange = { ok: false, error: { code: 'stock_quantity_out_of_range', max: 1_000_000 } };

test.each<[StockChange, unknown]>([
  [
    { kind: 'receive', quantity: 5 },
    { ok: true, value: { inStock: 15, by: 5 } },
  ],
  [{ kind: 'receive', quantity: 0 }, outOfRange],
  [{ kind: 'receive', quantity: -1 }, outOfRange],
  [{ kind: 'receive', quantity: 0.5 }, outOfRange],
  [
    { kind: 'receive', quantity: 999_990 },
    { ok: true, value: { inStock: 1_000_000, by: 999_990 } },
  ],
  [{ kind: 'receive', quantity: 999_991 }, outOfRange],
  [
    { kind: 'count', quantity: 0 },
    { ok: true, value: { inStock: 0, by: -10 } },
  ],
  [
    { kind: 'count', quantity: 10 },
    { ok: true, value: { inStock: 10, by: 0 } },
  ],
  [
    { kind: 'count', quantity: 1_000_000 },
    { ok: true, value: { inStock: 1_000_000, by: 999_990 } },
  ],
  [{ kind: 'count', quantity: 1_000_001 }, outOfRange],
  [{ kind: 'count', quantity: -1 }, outOfRange],
  [
    { kind: 'adjust', by: -10 },
    { ok: true, value: { inStock: 0, by: -10 } },
  ],
  [
    { kind: 'adjust', by: -11 },
    { ok: false, error: { code: 'insufficient_stock', inStock: 10 } },
  ],
  [
    { kind: 'adjust', by: 1 },
    { ok: true, value: { inStock: 11, by: 1 } },
  ],
  [{ kind: 'adjust', by: 0 }, outOfRange],
  [{ kind: 'adjust', by: -1.5 }, outOfRange],
  [{ kind: 'adjust', by: Number.NaN }, outOfRange],
])('[X7] from 10 pieces: %j', (change, expected) => {
  expect(decideStockChange({ inStock: 10, change })).toEqual(expected);
});

test('[X7] stock never leaves 0 to a million, and moves by what is said', () => {
  const change: fc.Arbitrary<StockChange> = fc.oneof(
    fc.integer().map((quantity) => ({ kind: 'receive' as const, quantity })),
    fc.integer().map((quantity) => ({ kind: 'count' as const, quantity })),
    fc.integer().map((by) => ({ kind: 'adjust' as const, by })),
  );
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), change, (inStock, one) => {
      const decision = decideStockChange({ inStock, change: one });
      if (!decision.ok) return true;
      const { inStock: after, by } = decision.value;
      return after >= 0 && after <= 1_000_000 && after - inStock === by;
    }),
  );
});
