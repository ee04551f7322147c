import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** Brings a database to the newest schema. Migrations go forward only; a file of a newer program is refused untouched. */
export async function migrateToLatest<Schema>(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the database could not be migrated', { cause: error });
}
