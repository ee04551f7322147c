import { type BoundQuery, type Statement, StatementCache, statementsOf } from '@jifen/platform';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { HqSchema } from './schema.ts';

/** Writes down a query that runs often: built once, at the top of its file. */
export const statement = statementsOf<HqSchema>();

type Query<Values extends object, Row> = Statement<HqSchema, Values, Row>;

export async function rowsOf<Values extends object, Row>(db: Kysely<HqSchema>, query: Query<Values, Row>, values: Values): Promise<Row[]> {
  const { sql, parameters } = bind(db, query, values);
  return (await db.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows;
}

export async function rowOf<Values extends object, Row>(
  db: Kysely<HqSchema>,
  query: Query<Values, Row>,
  values: Values,
): Promise<Row | undefined> {
  const [row] = await rowsOf(db, query, values);
  return row;
}

/** Runs a write. */
export async function write<Values extends object>(
  trx: Transaction<HqSchema>,
  query: Query<Values, unknown>,
  values: Values,
): Promise<void> {
  await rowsOf(trx, query, values);
}

/** The store's adapter goes with its connection through all transactions, so it holds what was compiled; where it does not, nothing is kept. */
function bind<Values extends object>(db: Kysely<HqSchema>, query: Query<Values, unknown>, values: Values): BoundQuery {
  const { adapter } = db.getExecutor();
  const kept: unknown = 'statements' in adapter ? adapter.statements : null;
  return kept instanceof StatementCache ? kept.bind(db, query, values) : query.build(db, values).compile();
}
