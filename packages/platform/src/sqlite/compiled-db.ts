import { assert } from '@jifen/core';
import type { Statement } from 'better-sqlite3';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector } from 'kysely';
import type { OpenSqliteOptions, SqliteHandle } from './open-sqlite.ts';
import { type BoundQuery, type Compilable, type Statement as Written, StatementCache } from './statement.ts';
import { SteadyQueryCompiler } from './steady-query-compiler.ts';

/**
 * Kysely's queries run at once on one connection: built and typed by Kysely, prepared once per SQL text; what runs often is a statement,
 * which is built once as well. Readers take a `CompiledDb`, writers a `CompiledTrx`, which only `transaction` hands out.
 */
export type CompiledDb<Schema> = {
  /** The query builder. It builds only; `all`, `first` and `run` execute. */
  readonly sql: Kysely<Schema>;
  all<Row>(query: Compilable<Row>): Row[];
  all<Values extends object, Row>(statement: Written<Schema, Values, Row>, values: Values): Row[];
  first<Row>(query: Compilable<Row>): Row | undefined;
  first<Values extends object, Row>(statement: Written<Schema, Values, Row>, values: Values): Row | undefined;
};

declare const insideTransaction: unique symbol;
export type CompiledTrx<Schema> = CompiledDb<Schema> & {
  readonly [insideTransaction]: true;
  /** Runs a write; the answer is the number of rows that changed. */
  run(query: Compilable<unknown>): number;
  run<Values extends object>(statement: Written<Schema, Values, unknown>, values: Values): number;
};

export type CompiledSqlite<Schema> = CompiledDb<Schema> & {
  /** Runs `work` in one IMMEDIATE transaction: all of it is durable when this returns, or none of it happened. */
  transaction<T>(work: (trx: CompiledTrx<Schema>) => T): T;
  readonly handle: SqliteHandle;
  close(): void;
};

export function compileSqlite<Schema>(handle: SqliteHandle, options: Pick<OpenSqliteOptions, 'onStep'> = {}): CompiledSqlite<Schema> {
  const sql = builderOf<Schema>();
  const prepare = createPreparer(handle, options);
  const bind = createBinder(sql, prepare);
  const db: CompiledDb<Schema> = {
    sql,
    all: <Row>(query: Runnable<Schema, Row>, values?: object) => {
      const { statement, parameters } = bind(query, values);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own row type
      return statement.all(parameters) as Row[];
    },
    first: <Row>(query: Runnable<Schema, Row>, values?: object) => {
      const { statement, parameters } = bind(query, values);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own row type
      return statement.get(parameters) as Row | undefined;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brand has no value
  const trx = {
    ...db,
    run: (query: Runnable<Schema, unknown>, values?: object) => {
      const { statement, parameters } = bind(query, values);
      return statement.run(parameters).changes;
    },
  } as CompiledTrx<Schema>;
  return {
    ...db,
    handle,
    transaction: (work) => runImmediate(handle, options, () => work(trx)),
    close: () => handle.close(),
  };
}

type Runnable<Schema, Row> = Compilable<Row> | Written<Schema, object, Row>;
type Bound = { readonly statement: Statement; readonly parameters: readonly unknown[] };

/** Prepares each SQL text once. */
function createPreparer(handle: SqliteHandle, options: Pick<OpenSqliteOptions, 'onStep'>): (sql: string) => Statement {
  const statementsBySql = new Map<string, Statement>();
  return (sql) => {
    options.onStep?.('statement');
    const known = statementsBySql.get(sql);
    if (known !== undefined) return known;
    const statement = handle.prepare(sql);
    statementsBySql.set(sql, statement);
    return statement;
  };
}

const written = new StatementCache();

/** Compiles each written statement once; any other query each time. */
function createBinder<Schema>(sql: Kysely<Schema>, prepare: (sql: string) => Statement) {
  return (query: Runnable<Schema, unknown>, values: object = {}): Bound => {
    const bound: BoundQuery = 'compile' in query ? query.compile() : written.bind(sql, query, values);
    return { statement: prepare(bound.sql), parameters: bound.parameters };
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
