import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

export async function createMemberTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'member',
    columns: {
      member_id: 'text',
      name: 'text',
      phone_sealed: 'text?',
      phone_index: 'text?',
      phone_masked: 'text?',
      id_number_sealed: 'text?',
      id_number_index: 'text?',
      id_number_masked: 'text?',
      address_sealed: 'text?',
      birthday: 'text?',
      credential_hash: 'text?',
      is_active: 'integer',
      joined_at: 'integer',
      home_branch: 'text',
      name_hlc: 'text',
      phone_hlc: 'text',
      id_number_hlc: 'text',
      address_hlc: 'text',
      birthday_hlc: 'text',
      credential_hlc: 'text',
      status_hlc: 'text',
      registered_by: 'text?',
    },
    primaryKey: ['member_id'],
    // A phone may stand twice: two branches may have registered one person while apart.
    indexes: [['name', 'member_id'], ['phone_index'], ['id_number_index'], ['joined_at', 'member_id'], ['home_branch', 'joined_at']],
  });
  await createTable(db, dialect, {
    name: 'card',
    columns: { card_number: 'text', member_id: 'text', is_active: 'integer', bound_at: 'integer', hlc: 'text', event_id: 'text' },
    primaryKey: ['card_number'],
    indexes: [['member_id']],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'link',
    columns: { member_id: 'text', into_id: 'text', linked_at: 'integer', event_id: 'text' },
    primaryKey: ['member_id'],
    indexes: [['into_id']],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'card_block',
    columns: { block: 'integer', branch_id: 'text', terminal_id: 'text', allotted_at: 'integer' },
    primaryKey: ['block'],
  });
}
