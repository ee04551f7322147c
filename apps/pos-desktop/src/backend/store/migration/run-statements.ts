import { type Kysely, sql } from 'kysely';

/** Runs plain SQL statements in order; STRICT, CHECK and triggers are clearer in SQL than in a builder. */
export async function runStatements(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
