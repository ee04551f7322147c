import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/**
 * Brings a database to the newest schema, all of it or nothing. Migrations go forward only; a file of a newer program is refused untouched.
 * Kysely does not trust SQLite with DDL in a transaction, though SQLite does it well, so there the transaction is opened here.
 */
export async function migrateToLatest<Schema>(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  if (db.getExecutor().adapter.supportsTransactionalDdl === true) return runMigrations(db, migrations);
  await db.connection().execute(async (connection) => {
    if (await isAtLatest(connection, migrations)) return;
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

/** Whether `migrateToLatest` threw because the migrations that were run are none that any build leaves: one in the middle is missing. */
export function isOutOfStep(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('corrupted migrations');
}

/** Nearly every start finds nothing to do, and a look at the names is a fraction of what the migrator costs. */
async function isAtLatest<Schema>(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<boolean> {
  const table = await sql`select 1 from sqlite_schema where name = 'kysely_migration'`.execute(db);
  if (table.rows.length === 0) return false;
  const done = await sql<{ readonly name: string }>`select name from kysely_migration order by name`.execute(db);
  const names = done.rows.map(({ name }) => name);
  const wanted = Object.keys(migrations).toSorted();
  return names.length === wanted.length && names.every((name, index) => name === wanted[index]);
}

async function runMigrations<Schema>(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the database could not be migrated', { cause: error });
}
