import { unreachable } from '../assert.ts';
import { err, ok, type Result } from '../result.ts';

const MAX_STOCK = 1_000_000;

/** `receive` adds, `count` sets to what lies on the shelf, `adjust` corrects up or down. */
export type StockChange =
  | { readonly kind: 'receive'; readonly quantity: number }
  | { readonly kind: 'count'; readonly quantity: number }
  | { readonly kind: 'adjust'; readonly by: number };

export type StockChangeInput = { readonly inStock: number; readonly change: StockChange };

/** The stock after the change, and by how much it moved. */
export type StockDecision = { readonly inStock: number; readonly by: number };

export type StockProblem =
  | { readonly code: 'stock_quantity_out_of_range'; readonly max: number }
  | { readonly code: 'insufficient_stock'; readonly inStock: number };

/** Decides a change of one reward's stock in its own branch: whole pieces, always from 0 to a million. */
export function decideStockChange({ inStock, change }: StockChangeInput): Result<StockDecision, StockProblem> {
  if (!isQuantity(change)) return err({ code: 'stock_quantity_out_of_range', max: MAX_STOCK });
  const after = stockAfter(inStock, change);
  if (after < 0) return err({ code: 'insufficient_stock', inStock });
  if (after > MAX_STOCK) return err({ code: 'stock_quantity_out_of_range', max: MAX_STOCK });
  return ok({ inStock: after, by: after - inStock });
}

function isQuantity(change: StockChange): boolean {
  switch (change.kind) {
    case 'receive':
      return isWhole(change.quantity, 1);
    case 'count':
      return isWhole(change.quantity, 0);
    case 'adjust':
      return change.by !== 0 && isWhole(Math.abs(change.by), 1);
  }
  return unreachable(change);
}

function stockAfter(inStock: number, change: StockChange): number {
  switch (change.kind) {
    case 'receive':
      return inStock + change.quantity;
    case 'count':
      return change.quantity;
    case 'adjust':
      return inStock + change.by;
  }
  return unreachable(change);
}

function isWhole(value: number, min: number): boolean {
  return Number.isInteger(value) && value >= min && value <= MAX_STOCK;
}
