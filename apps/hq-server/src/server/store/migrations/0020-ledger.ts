import { type Kysely, sql } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

export async function createLedgerTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createRights(db, dialect);
  await createTable(db, dialect, {
    name: 'pool',
    columns: { member_id: 'text', vintage: 'text', n: 'integer', deficit: 'integer' },
    primaryKey: ['member_id', 'vintage'],
    indexes: [['vintage']],
    notNegative: ['n', 'deficit'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'unclaimed',
    columns: {
      event_id: 'text',
      branch_id: 'text',
      incarnation: 'text',
      vintage: 'text',
      points: 'integer',
      experience: 'integer',
      card_number: 'text?',
      phone_index: 'text?',
      attached_member: 'text?',
      attached_at: 'integer?',
    },
    primaryKey: ['event_id'],
    indexes: [['card_number'], ['phone_index']],
  });
  await createTable(db, dialect, {
    name: 'placement',
    columns: { branch_id: 'text', member_id: 'text' },
    primaryKey: ['branch_id', 'member_id'],
    isKeyed: true,
  });
  await createMemberSums(db, dialect);
  await createReports(db, dialect);
  await createTable(db, dialect, {
    name: 'stock',
    columns: { branch_id: 'text', incarnation: 'text', reward_id: 'text', on_hand: 'integer', consigned: 'integer' },
    primaryKey: ['branch_id', 'incarnation', 'reward_id'],
    indexes: [['reward_id']],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'recall',
    columns: { member_id: 'text', branch_id: 'text', incarnation: 'text', n: 'integer?', cause: 'text', created_at: 'integer' },
    primaryKey: ['branch_id', 'incarnation', 'member_id'],
    indexes: [['member_id']],
    isKeyed: true,
  });
}

async function createMemberSums(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'member_part',
    columns: {
      member_id: 'text',
      branch_id: 'text',
      incarnation: 'text',
      experience_gained: 'integer',
      experience_lost: 'integer',
      owed: 'integer',
      purchases: 'integer',
      spend_fen: 'integer',
    },
    primaryKey: ['member_id', 'branch_id', 'incarnation'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'member_total',
    columns: {
      member_id: 'text',
      points: 'integer',
      owed: 'integer',
      absorbed: 'integer',
      experience: 'integer',
      timeline_experience: 'integer',
      purchases: 'integer',
      spend_fen: 'integer',
      last_purchase_at: 'integer?',
      last_branch: 'text?',
      last_visit_at: 'integer',
      earned: 'integer',
      redeemed: 'integer',
      reversed: 'integer',
      expired: 'integer',
    },
    primaryKey: ['member_id'],
    isKeyed: true,
  });
}

async function createReports(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'entry',
    columns: {
      member_id: 'text',
      kind: 'text',
      at: 'integer',
      branch_id: 'text',
      points: 'integer',
      experience: 'integer',
      event_id: 'text',
      reference_id: 'text?',
    },
    primaryKey: ['member_id', 'at', 'event_id'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'branch_day',
    columns: {
      branch_id: 'text',
      business_date: 'text',
      sales: 'integer',
      sales_fen: 'integer',
      refunds: 'integer',
      refund_fen: 'integer',
      points_issued: 'integer',
      points_redeemed: 'integer',
      points_reversed: 'integer',
      points_settled: 'integer',
      goodwill: 'integer',
      new_members: 'integer',
    },
    primaryKey: ['business_date', 'branch_id'],
    isKeyed: true,
  });
}

async function createRights(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'rights',
    columns: {
      member_id: 'text',
      vintage: 'text',
      branch_id: 'text',
      incarnation: 'text',
      granted: 'integer',
      earned: 'integer',
      restored: 'integer',
      spent: 'integer',
      clawed: 'integer',
      returned: 'integer',
      reported: 'integer',
    },
    primaryKey: ['member_id', 'vintage', 'branch_id', 'incarnation'],
    indexes: [['branch_id', 'incarnation']],
    isKeyed: true,
  });
  // What a till must still be told: few of many rows.
  await db.schema
    .createIndex('rights_not_reported')
    .on('rights')
    .columns(['branch_id', 'incarnation'])
    .where(sql.ref('granted'), '>', sql.ref('reported'))
    .execute();
}
