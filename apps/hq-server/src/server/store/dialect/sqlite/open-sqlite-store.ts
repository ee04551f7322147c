import { cacheStatements, openSqlite, StatementCache, SteadyQueryCompiler, type StoreStep } from '@jifen/platform';
import { type DatabaseConnection, CompiledQuery, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import { createBulk } from '../../bulk.ts';
import type { HqSchema } from '../../schema.ts';
import type { OpenedStore } from '../dialect.ts';
import { sqliteStoreDialect } from './sqlite-dialect.ts';

export type OpenSqliteStoreOptions = {
  readonly path: string;
  /** Called before every statement and commit; a test throws here to crash the store at that point. */
  readonly onStep?: ((step: StoreStep) => void) | undefined;
};

/**
 * One connection. A batch touches a page per member and table: the cache holds them without spilling, and the log is long enough that a
 * page is copied back once for many commits.
 */
export function openSqliteStore(options: OpenSqliteStoreOptions): OpenedStore {
  const handle = openSqlite(options);
  for (const pragma of ['cache_size=-65536', 'wal_autocheckpoint=10000']) handle.pragma(pragma);
  const database = cacheStatements(handle, options);
  const dialect = new SqliteDialect({ database });
  const db = new Kysely<HqSchema>({
    dialect: {
      createAdapter: () => new KeepingAdapter(),
      createDriver: () => new ImmediateSqliteDriver({ database }),
      createIntrospector: (of) => dialect.createIntrospector(of),
      createQueryCompiler: () => new SteadyQueryCompiler(),
    },
  });
  return { db, dialect: sqliteStoreDialect, bulk: createBulk(db, sqliteStoreDialect.maxParameters) };
}

const statements = new StatementCache();

/** Keeps what was compiled (see `statement`). */
class KeepingAdapter extends SqliteAdapter {
  readonly statements = statements;
}

/** Takes the write lock at the start: a transaction that first reads and then writes must not fail half-way because another process wrote. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
