import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

export async function createCatalogueTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'branch',
    columns: {
      branch_id: 'text',
      name: 'text',
      address: 'text',
      contact: 'text',
      opening_hours: 'text',
      promotions: 'text',
      utc_offset_minutes: 'integer',
      created_at: 'integer',
    },
    primaryKey: ['branch_id'],
  });
  await createGoodsTables(db, dialect);
  await createTable(db, dialect, {
    name: 'staff',
    columns: {
      staff_id: 'text',
      branch_id: 'text?',
      account: 'text',
      name: 'text',
      role: 'text',
      password_hash: 'text?',
      pin_hash: 'text?',
      is_active: 'integer',
    },
    primaryKey: ['staff_id'],
    unique: [['account']],
    indexes: [['branch_id']],
    references: { branch_id: ['branch', 'branch_id'] },
  });
  await createTable(db, dialect, {
    name: 'terminal',
    columns: {
      terminal_id: 'text',
      branch_id: 'text',
      name: 'text',
      public_key: 'text',
      state: 'text',
      app: 'text',
      enrolled_at: 'integer',
      last_seen_at: 'integer?',
      revoked_at: 'integer?',
    },
    primaryKey: ['terminal_id'],
    indexes: [['branch_id']],
    references: { branch_id: ['branch', 'branch_id'] },
  });
}

async function createGoodsTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'product',
    columns: {
      product_id: 'text',
      barcode: 'text',
      name: 'text',
      price_fen: 'integer',
      category: 'text',
      drug_class: 'text',
      earns: 'integer',
      is_active: 'integer',
    },
    primaryKey: ['product_id'],
    unique: [['barcode']],
    indexes: [['name', 'product_id']],
  });
  await createTable(db, dialect, {
    name: 'reward',
    columns: {
      reward_id: 'text',
      name: 'text',
      category: 'text',
      drug_class: 'text',
      points: 'integer',
      cash_fen: 'integer',
      picture_url: 'text?',
      is_active: 'integer',
    },
    primaryKey: ['reward_id'],
    indexes: [['name', 'reward_id']],
  });
  await createTable(db, dialect, {
    name: 'rule',
    columns: {
      version: 'integer',
      effective_from: 'integer',
      ladder: 'text',
      campaigns: 'text',
      excluded_tenders: 'text',
      expiry_months: 'integer?',
      published_at: 'integer',
    },
    primaryKey: ['version'],
  });
}
