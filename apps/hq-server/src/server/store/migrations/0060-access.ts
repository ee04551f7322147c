import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

export async function createAccessTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'enrolment_code',
    columns: {
      code_hash: 'text',
      branch_id: 'text',
      terminal_name: 'text',
      expires_at: 'integer',
      used_at: 'integer?',
      tries: 'integer',
      created_by: 'text',
      created_at: 'integer',
    },
    primaryKey: ['code_hash'],
    references: { branch_id: ['branch', 'branch_id'] },
  });
  await createTable(db, dialect, {
    name: 'staff_session',
    columns: { token_hash: 'text', staff_id: 'text', created_at: 'integer', expires_at: 'integer' },
    primaryKey: ['token_hash'],
    indexes: [['staff_id'], ['expires_at']],
    references: { staff_id: ['staff', 'staff_id'] },
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'member_session',
    columns: { token_hash: 'text', member_id: 'text', created_at: 'integer', expires_at: 'integer' },
    primaryKey: ['token_hash'],
    indexes: [['member_id'], ['expires_at']],
    references: { member_id: ['member', 'member_id'] },
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'throttle',
    columns: { key: 'text', failures: 'integer', last_failed_at: 'integer', locked_until: 'integer' },
    primaryKey: ['key'],
    indexes: [['last_failed_at']],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'feed',
    columns: { gseq: 'integer', topic: 'text', key: 'text', branch_id: 'text' },
    primaryKey: ['gseq'],
    unique: [['topic', 'key', 'branch_id']],
  });
}
