import { migrateToLatest } from '@jifen/platform';
import type { OpenedStore } from './dialect/dialect.ts';
import { openSqliteStore, type OpenSqliteStoreOptions } from './dialect/sqlite/open-sqlite-store.ts';
import { migrationsFor } from './migrations/all-migrations.ts';

/** Opens HQ's database and brings it to the newest schema. */
export async function openStore(options: OpenSqliteStoreOptions): Promise<OpenedStore> {
  const store = openSqliteStore(options);
  try {
    await migrateToLatest(store.db, migrationsFor(store.dialect));
    return store;
  } catch (error) {
    await store.db.destroy();
    throw error;
  }
}
