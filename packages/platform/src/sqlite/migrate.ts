import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/**
 * Brings a database to the newest schema, all of it or nothing. Migrations go forward only; a file of a newer program is refused untouched.
 * Kysely does not trust SQLite with DDL in a transaction, though SQLite does it well, so there the transaction is opened here.
 */
export async function migrateToLatest<Schema>(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  if (db.getExecutor().adapter.supportsTransactionalDdl === true) return runMigrations(db, migrations);
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    try {
      await runMigrations(connection, migrations);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

async function runMigrations<Schema>(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the database could not be migrated', { cause: error });
}
