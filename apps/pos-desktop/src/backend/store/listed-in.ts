import { type RawBuilder, sql } from 'kysely';

/** A list as one parameter: the statement's text, and so the prepared statement, stays the same for every length. */
export function listedIn<T extends string>(values: readonly T[]): RawBuilder<T> {
  return sql<T>`(select value from json_each(${JSON.stringify(values)}))`;
}
