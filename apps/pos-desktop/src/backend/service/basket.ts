import {
  type Basket,
  type BasketProblem,
  checkBasket,
  type DrugClass,
  err,
  fen,
  type Fen,
  ok,
  type ProductId,
  type ProductLine,
  type Result,
  type SaleLine,
  type Tender,
} from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findProduct, findProductByBarcode } from '../store/reference.ts';
import type { ProductRow } from '../store/schema.ts';

/** A line as the cashier made it: goods by barcode or id, or a plain amount. `lineFen` null: quantity × price. */
export type LineInput =
  | {
      readonly kind: 'product';
      readonly barcode: string | null;
      readonly productId: ProductId | null;
      readonly quantity: number;
      readonly lineFen: Fen | null;
    }
  | { readonly kind: 'amount'; readonly amountFen: Fen; readonly earns: boolean };

export type LineProblem = { readonly code: 'product_unknown'; readonly line: number };

/** What a page shows of a product. */
export type ProductView = {
  readonly id: ProductId;
  readonly barcode: string;
  readonly name: string;
  readonly priceFen: Fen;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly earns: boolean;
};

/** Looks the goods up and checks the whole. `line` in a problem is the index from 0. */
export function readBasket(
  db: BranchDb,
  { lines, tenders }: { readonly lines: readonly LineInput[]; readonly tenders: readonly Tender[] },
): Result<Basket, LineProblem | BasketProblem> {
  const read = readLines(db, lines);
  return read.ok ? checkBasket({ lines: read.value, tenders }) : read;
}

export function readLines(db: BranchDb, lines: readonly LineInput[]): Result<readonly SaleLine[], LineProblem> {
  const read: SaleLine[] = [];
  for (const [i, line] of lines.entries()) {
    const saleLine = readLine(db, line);
    if (saleLine === null) return err({ code: 'product_unknown', line: i });
    read.push(saleLine);
  }
  return ok(read);
}

export function productViewOf(row: ProductRow): ProductView {
  const { id, barcode, name, price_fen: priceFen, category, drug_class: drugClass } = row;
  return { id, barcode, name, priceFen, category, drugClass, earns: row.earns === 1 };
}

function readLine(db: BranchDb, line: LineInput): SaleLine | null {
  if (line.kind === 'amount') return { kind: 'amount', lineFen: line.amountFen, earns: line.earns };
  const row = line.productId === null ? findProductByBarcode(db, line.barcode ?? '') : findProduct(db, line.productId);
  return row === null ? null : productLineOf(row, line);
}

function productLineOf(row: ProductRow, { quantity, lineFen }: Extract<LineInput, { kind: 'product' }>): ProductLine {
  const { id: productId, priceFen: unitPriceFen, ...goods } = productViewOf(row);
  // A price beyond all measure is no reason to fail: the basket's check names it.
  const wholeFen = fen(Math.min(quantity * unitPriceFen, Number.MAX_SAFE_INTEGER));
  return { kind: 'product', productId, ...goods, quantity, unitPriceFen, lineFen: lineFen ?? wholeFen };
}
