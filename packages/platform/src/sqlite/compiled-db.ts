import { assert } from '@jifen/core';
import type { Statement } from 'better-sqlite3';
import { DummyDriver, type CompiledQuery, Kysely, SqliteAdapter, SqliteIntrospector } from 'kysely';
import type { OpenSqliteOptions, SqliteHandle } from './open-sqlite.ts';
import { SteadyQueryCompiler } from './steady-query-compiler.ts';

type Compilable<Row> = { compile(): CompiledQuery<Row> };

/**
 * Kysely's queries run at once on one connection: built and typed by Kysely, prepared once per SQL text. Readers take a `CompiledDb`,
 * writers a `CompiledTrx`, which only `transaction` hands out.
 */
export type CompiledDb<Schema> = {
  /** The query builder. It builds only; `all`, `first` and `run` execute. */
  readonly sql: Kysely<Schema>;
  all<Row>(query: Compilable<Row>): Row[];
  first<Row>(query: Compilable<Row>): Row | undefined;
};

declare const insideTransaction: unique symbol;
export type CompiledTrx<Schema> = CompiledDb<Schema> & {
  readonly [insideTransaction]: true;
  /** Runs a write; the answer is the number of rows that changed. */
  run(query: Compilable<unknown>): number;
};

export type CompiledSqlite<Schema> = CompiledDb<Schema> & {
  /** Runs `work` in one IMMEDIATE transaction: all of it is durable when this returns, or none of it happened. */
  transaction<T>(work: (trx: CompiledTrx<Schema>) => T): T;
  readonly handle: SqliteHandle;
  close(): void;
};

export function compileSqlite<Schema>(handle: SqliteHandle, options: Pick<OpenSqliteOptions, 'onStep'> = {}): CompiledSqlite<Schema> {
  const statementsBySql = new Map<string, Statement>();
  const prepare = (sql: string) => {
    options.onStep?.('statement');
    const known = statementsBySql.get(sql);
    if (known !== undefined) return known;
    const statement = handle.prepare(sql);
    statementsBySql.set(sql, statement);
    return statement;
  };
  const db: CompiledDb<Schema> = {
    sql: builderOf<Schema>(),
    all: <Row>(query: Compilable<Row>) => {
      const { sql, parameters } = query.compile();
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own row type
      return prepare(sql).all(...parameters) as Row[];
    },
    first: <Row>(query: Compilable<Row>) => {
      const { sql, parameters } = query.compile();
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own row type
      return prepare(sql).get(...parameters) as Row | undefined;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand has no value
  const trx = {
    ...db,
    run: (query: Compilable<unknown>) => {
      const { sql, parameters } = query.compile();
      return prepare(sql).run(...parameters).changes;
    },
  } as CompiledTrx<Schema>;
  return {
    ...db,
    handle,
    transaction: (work) => runImmediate(handle, options, () => work(trx)),
    close: () => handle.close(),
  };
}

function runImmediate<T>(handle: SqliteHandle, options: Pick<OpenSqliteOptions, 'onStep'>, work: () => T): T {
  assert(!handle.inTransaction, 'transactions do not nest');
  handle.exec('begin immediate');
  try {
    const result = work();
    options.onStep?.('commit');
    handle.exec('commit');
    return result;
  } finally {
    if (handle.inTransaction) handle.exec('rollback');
  }
}

function builderOf<Schema>(): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SteadyQueryCompiler(),
    },
  });
}
