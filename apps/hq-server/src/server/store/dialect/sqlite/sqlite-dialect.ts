import { storageProblemOf } from '@jifen/platform';
import { sql } from 'kysely';
import type { StoreDialect } from '../dialect.ts';

export const sqliteStoreDialect: StoreDialect = {
  integer: 'integer',
  maxParameters: 30_000,
  endTable: (table, { isKeyed }) => table.modifyEnd(isKeyed ? sql`strict, without rowid` : sql`strict`),
  storageCodeOf: (error) => storageProblemOf(error)?.code ?? null,
  mayRetry: () => false,
};
