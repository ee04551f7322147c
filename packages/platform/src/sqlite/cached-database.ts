import type { Statement } from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import type { OpenSqliteOptions, SqliteHandle } from './open-sqlite.ts';

/** The same handle for Kysely's own SQLite dialect, with each SQL text prepared once. */
export function cacheStatements(handle: SqliteHandle, options: Pick<OpenSqliteOptions, 'onStep'> = {}): SqliteDatabase {
  const statementsBySql = new Map<string, Statement>();
  return {
    close: () => handle.close(),
    prepare: (sql) => {
      options.onStep?.(sql === 'commit' ? 'commit' : 'statement');
      const known = statementsBySql.get(sql);
      if (known !== undefined) return known;
      const statement = handle.prepare(sql);
      statementsBySql.set(sql, statement);
      return statement;
    },
  };
}
