import { findProductByBarcode, listProducts } from '../store/reference.ts';
import { type ProductView, productViewOf } from './basket.ts';
import type { Till } from './till.ts';

const LIMIT = 50;

export type ProductQuery = { readonly barcode: string | null; readonly text: string };

/** The product of a scanned barcode, or products on sale that fit what was typed; at most 50. */
export function findProducts({ store }: Till, { barcode, text }: ProductQuery): ProductView[] {
  if (barcode === null) return listProducts(store, text.trim(), LIMIT).map(productViewOf);
  const row = findProductByBarcode(store, barcode.trim());
  return row === null ? [] : [productViewOf(row)];
}
