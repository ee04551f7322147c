import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

/** Whose the refundable rest of a sale is, who asks for it, and how a sale is found by the number on its paper. */
export async function createReceiptTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'receipt_owner',
    columns: {
      sale_id: 'text',
      transfer: 'integer',
      branch_id: 'text',
      incarnation: 'text',
      state: 'text',
      changed_at: 'integer',
    },
    primaryKey: ['sale_id', 'transfer'],
    indexes: [['branch_id', 'state']],
    notNegative: ['transfer'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'receipt_ask',
    columns: {
      sale_id: 'text',
      branch_id: 'text',
      incarnation: 'text',
      asked_at: 'integer',
      holder_id: 'text',
      transfer: 'integer',
    },
    primaryKey: ['sale_id'],
    indexes: [['holder_id', 'asked_at']],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'receipt_fence',
    columns: { branch_id: 'text', incarnation: 'text', sale_id: 'text', transfer: 'integer' },
    primaryKey: ['branch_id', 'incarnation', 'sale_id'],
    isKeyed: true,
  });
  await db.schema.createIndex('sale_by_receipt_no').on('sale').column('receipt_no').execute();
}
