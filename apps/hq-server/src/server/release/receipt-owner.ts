import type { BranchId, EventId } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import { createGroupedRowSet, type GroupedRowSet, keyOf } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { ReceiptOwnerTable } from '../store/table/receipt-tables.ts';
import type { SaleTable } from '../store/table/trade-tables.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** Owners of the refundable rest of sales, past and present, in one transaction. */
export type ReceiptOwners = GroupedRowSet<ReceiptOwnerTable>;

/** No sale has more owners: a number beyond it is nobody's, and the next one still fits on the wire. */
export const MAX_TRANSFER = 1_000_000;

const OWNERS = statement((sql, { sales }: { readonly sales: readonly EventId[] }) =>
  sql.selectFrom('receipt_owner').selectAll().where('sale_id', 'in', sales),
);

export async function loadReceiptOwners(db: Kysely<HqSchema>, sales: Iterable<EventId>): Promise<ReceiptOwners> {
  const owners = createGroupedRowSet<ReceiptOwnerTable>(
    (row) => keyOf(row.sale_id, String(row.transfer)),
    (row) => row.sale_id,
  );
  await extendReceiptOwners(db, owners, sales);
  return owners;
}

export async function extendReceiptOwners(db: Kysely<HqSchema>, owners: ReceiptOwners, sales: Iterable<EventId>): Promise<void> {
  owners.load(await loadByKeys(sales, (list) => rowsOf(db, OWNERS, { sales: list })));
}

/** The last owner that HQ knows of; null while the rest never left the branch that sold. */
export function presentOwnerOf(owners: ReceiptOwners, sale: EventId): ReceiptOwnerTable | null {
  return owners.groupOf(sale).reduce<ReceiptOwnerTable | null>((last, row) => (row.transfer > (last?.transfer ?? -1) ? row : last), null);
}

/** Whose the rest is; null: HQ's. */
export function holderOf(present: ReceiptOwnerTable | null, sale: Pick<SaleTable, 'branch_id'>): BranchId | null {
  if (present === null) return sale.branch_id;
  return present.state === 'released' ? null : present.branch_id;
}

/** Whether a till may take something of this sale back, and give the rest up as owner number `transfer`. */
export function isOwner(present: ReceiptOwnerTable | null, sale: Pick<SaleTable, 'branch_id'> | undefined, { branch }: Writer): boolean {
  return sale !== undefined && holderOf(present, sale) === branch;
}
