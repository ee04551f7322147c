import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

export async function createLogTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, { name: 'setting', columns: { key: 'text', value: 'text' }, primaryKey: ['key'], isKeyed: true });
  await createTable(db, dialect, { name: 'counter', columns: { name: 'text', value: 'integer' }, primaryKey: ['name'], isKeyed: true });
  await db.insertInto('counter').values({ name: 'gseq', value: 0 }).execute();
  await createTable(db, dialect, {
    name: 'incarnation',
    columns: {
      branch_id: 'text',
      incarnation: 'text',
      terminal_id: 'text?',
      state: 'text',
      state_reason: 'text?',
      last_seq: 'integer',
      last_hash: 'text',
      last_hlc: 'text',
      last_settle_at: 'integer',
      head_seq: 'integer',
      previous_incarnation: 'text?',
      reported_epoch: 'text?',
      first_seen_at: 'integer',
      last_exchange_at: 'integer?',
      resting_until: 'integer',
      app: 'text?',
    },
    primaryKey: ['branch_id', 'incarnation'],
    notNegative: ['last_seq'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'challenge',
    columns: { branch_id: 'text', incarnation: 'text', challenge: 'text', created_at: 'integer' },
    primaryKey: ['branch_id', 'incarnation'],
    isKeyed: true,
  });
  await createEventTables(db, dialect);
  await createTable(db, dialect, {
    name: 'exception',
    columns: {
      exception_id: 'text',
      kind: 'text',
      event_id: 'text?',
      branch_id: 'text',
      detail: 'text',
      state: 'text',
      created_at: 'integer',
      resolved_at: 'integer?',
      resolved_by: 'text?',
      resolution: 'text?',
    },
    primaryKey: ['exception_id'],
    indexes: [['state', 'created_at', 'exception_id']],
  });
}

async function createEventTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'event',
    columns: {
      gseq: 'integer',
      event_id: 'text',
      branch_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      prev_hash: 'text',
      hash: 'text',
      at: 'integer',
      received_at: 'integer',
      settle_at: 'integer',
      type: 'text',
      type_version: 'integer',
      disposition: 'text',
      code: 'text?',
      content: 'text',
    },
    primaryKey: ['gseq'],
    // An id that comes a second time at another place is a fact with an exception; its row stands under an id derived from its place.
    unique: [['event_id'], ['branch_id', 'incarnation', 'seq']],
  });
  await createTable(db, dialect, {
    name: 'event_private',
    columns: { event_id: 'text', salt: 'text?', sealed: 'text?', erased_at: 'integer?' },
    primaryKey: ['event_id'],
  });
  await createTable(db, dialect, {
    name: 'quarantine',
    columns: { branch_id: 'text', incarnation: 'text', seq: 'integer', hash: 'text', received_at: 'integer', content: 'text' },
    primaryKey: ['branch_id', 'incarnation', 'seq', 'hash'],
  });
}
