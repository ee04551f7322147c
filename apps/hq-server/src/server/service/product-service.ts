import { type DrugClass, err, fen, ok, parseFen, type Product, type ProductId, type Result } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { findProduct, findProductByBarcode, insertProduct, listProducts, type ProductRow, updateProduct } from '../store/product-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { type Made, sameOrTaken } from './made.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';

/** A product as it comes in: the price is not checked yet. */
export type ProductInput = {
  readonly id: ProductId;
  readonly barcode: string;
  readonly name: string;
  readonly priceFen: number;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly earns: boolean;
  readonly isActive: boolean;
};
export type ProductPatch = { readonly [Field in keyof Omit<ProductInput, 'id'>]?: ProductInput[Field] | undefined };

export async function readProducts(
  context: HqContext,
  query: ListQuery & { readonly q?: string | undefined },
): Promise<Result<PageOf<Product>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const q = query.q === undefined || query.q === '' ? null : query.q;
  const isBarcode = q !== null && /^\d+$/.test(q);
  const rows = await listProducts(context.db, { barcode: isBarcode ? q : null, namePrefix: isBarcode ? null : q }, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: '', id: row.product_id }), item: productOf }));
}

export async function createProduct(
  context: HqContext,
  caller: StaffCaller,
  input: ProductInput,
): Promise<Result<Made<Product>, HqProblem>> {
  const checked = checkProduct(input);
  if (!checked.ok) return checked;
  const product = checked.value;
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<Product>, HqProblem>> => {
    const known = await findProduct(trx, product.id);
    if (known !== null) return sameOrTaken(productOf(known), product);
    if ((await findProductByBarcode(trx, product.barcode)) !== null) return err({ code: 'duplicate_barcode' });
    await insertProduct(trx, rowOf(product));
    await logProduct(trx, context, { caller, product, fields: fieldsOf(product) });
    return ok({ isNew: true, record: product });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

export async function patchProduct(
  context: HqContext,
  caller: StaffCaller,
  { id, patch }: { readonly id: ProductId; readonly patch: ProductPatch },
): Promise<Result<Product, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<Product, HqProblem>> => {
    const known = await findProduct(trx, id);
    if (known === null) return err(NOT_FOUND);
    const checked = checkProduct(patchedOf(productOf(known), patch));
    if (!checked.ok) return checked;
    const product = checked.value;
    const owner = await findProductByBarcode(trx, product.barcode);
    if (owner !== null && owner.product_id !== id) return err({ code: 'duplicate_barcode' });
    await updateProduct(trx, rowOf(product));
    await logProduct(trx, context, { caller, product, fields: fieldsOf(patch) });
    return ok(product);
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

function productOf(row: ProductRow): Product {
  const { product_id: id, barcode, name, category, drug_class: drugClass } = row;
  return { id, barcode, name, priceFen: fen(row.price_fen), category, drugClass, earns: row.earns === 1, isActive: row.is_active === 1 };
}

function checkProduct(input: ProductInput): Result<Product, HqProblem> {
  const price = parseFen(input.priceFen);
  return price.ok ? ok({ ...input, priceFen: price.value }) : price;
}

function patchedOf(before: Product, patch: ProductPatch): ProductInput {
  return {
    id: before.id,
    barcode: patch.barcode ?? before.barcode,
    name: patch.name ?? before.name,
    priceFen: patch.priceFen ?? before.priceFen,
    category: patch.category ?? before.category,
    drugClass: patch.drugClass ?? before.drugClass,
    earns: patch.earns ?? before.earns,
    isActive: patch.isActive ?? before.isActive,
  };
}

function rowOf(product: Product): ProductRow {
  const { id: product_id, barcode, name, priceFen: price_fen, category, drugClass: drug_class, earns, isActive } = product;
  return { product_id, barcode, name, price_fen, category, drug_class, earns: Number(earns), is_active: Number(isActive) };
}

type ProductChange = { readonly caller: StaffCaller; readonly product: Product; readonly fields: readonly string[] };

async function logProduct(trx: Transaction<HqSchema>, context: HqContext, { caller, product, fields }: ProductChange): Promise<void> {
  const feed = [{ topic: 'product', key: product.id }] as const;
  await logRecordSaved(trx, context, { topic: 'product', key: product.id, fields, data: product, staff: caller.staffId, feed });
}
