import type { ProductId } from '@jifen/core';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type ProductRow = Selectable<HqSchema['product']>;
export type ProductFilter = { readonly barcode: string | null; readonly namePrefix: string | null };

/** Newest first, since ids begin with the time. */
export async function listProducts(
  db: Kysely<HqSchema>,
  filter: ProductFilter,
  { limit, after }: PageRequest,
): Promise<readonly ProductRow[]> {
  const { barcode, namePrefix } = filter;
  let query = db.selectFrom('product').selectAll();
  if (barcode !== null) query = query.where('barcode', '=', barcode);
  if (namePrefix !== null) query = query.where('name', '>=', namePrefix).where('name', '<', endOfPrefix(namePrefix));
  if (after !== null) query = query.where('product_id', '<', keysetId<ProductId>(after));
  return query
    .orderBy('product_id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function findProduct(db: Kysely<HqSchema>, productId: ProductId): Promise<ProductRow | null> {
  const row = await db.selectFrom('product').selectAll().where('product_id', '=', productId).executeTakeFirst();
  return row ?? null;
}

export async function findProductByBarcode(db: Kysely<HqSchema>, barcode: string): Promise<ProductRow | null> {
  const row = await db.selectFrom('product').selectAll().where('barcode', '=', barcode).executeTakeFirst();
  return row ?? null;
}

export async function insertProduct(trx: Transaction<HqSchema>, row: ProductRow): Promise<void> {
  await trx.insertInto('product').values(row).execute();
}

export async function updateProduct(trx: Transaction<HqSchema>, row: ProductRow): Promise<void> {
  await trx.updateTable('product').set(row).where('product_id', '=', row.product_id).execute();
}

/** Later than every text that begins with `prefix`, in code point order. */
function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
