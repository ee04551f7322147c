import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

export async function createTradeTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createSaleTables(db, dialect);
  await createRefundTables(db, dialect);
  await createRedemptionTables(db, dialect);
}

async function createSaleTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'sale',
    columns: {
      event_id: 'text',
      member_id: 'text?',
      settle_at: 'integer',
      branch_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      at: 'integer',
      business_date: 'text',
      receipt_no: 'text',
      total_fen: 'integer',
      points: 'integer',
      experience: 'integer',
      vintage: 'text?',
      basket: 'text',
      accrual: 'text?',
      is_unclaimed: 'integer',
      settled_rule_version: 'integer?',
      settled_tier_id: 'text?',
      settled_experience: 'integer',
      experience_top_up: 'integer',
      top_up: 'integer',
      goodwill: 'integer',
      settlements: 'integer',
    },
    primaryKey: ['event_id'],
    indexes: [['member_id', 'settle_at']],
    notNegative: ['top_up', 'goodwill'],
  });
}

async function createRefundTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'refund',
    columns: {
      event_id: 'text',
      sale_id: 'text',
      member_id: 'text?',
      settle_at: 'integer',
      branch_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      at: 'integer',
      is_void: 'integer',
      business_date: 'text',
      receipt_no: 'text',
      lines: 'text',
      amount_fen: 'integer',
      points_back: 'integer',
      experience_back: 'integer',
      experience_change: 'integer',
    },
    primaryKey: ['event_id'],
    indexes: [['sale_id'], ['member_id', 'settle_at']],
  });
  await createTable(db, dialect, {
    name: 'experience_change',
    columns: {
      event_id: 'text',
      member_id: 'text',
      settle_at: 'integer',
      branch_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      change: 'integer',
    },
    primaryKey: ['member_id', 'settle_at', 'branch_id', 'incarnation', 'seq'],
    isKeyed: true,
  });
}

async function createRedemptionTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'redemption',
    columns: {
      event_id: 'text',
      member_id: 'text',
      settle_at: 'integer',
      branch_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      at: 'integer',
      business_date: 'text',
      receipt_no: 'text',
      reward_id: 'text',
      reward_name: 'text',
      quantity: 'integer',
      points: 'integer',
      cash_fen: 'integer',
      slices: 'text',
    },
    primaryKey: ['event_id'],
    indexes: [['member_id', 'settle_at']],
  });
  await createTable(db, dialect, {
    name: 'redemption_refund',
    columns: {
      event_id: 'text',
      redemption_id: 'text',
      settle_at: 'integer',
      branch_id: 'text',
      at: 'integer',
      is_void: 'integer',
      business_date: 'text',
      receipt_no: 'text',
      quantity: 'integer',
      points: 'integer',
      slices: 'text',
    },
    primaryKey: ['event_id'],
    indexes: [['redemption_id']],
  });
}
