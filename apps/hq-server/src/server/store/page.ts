import { type RawBuilder, sql } from 'kysely';

/**
 * Where a list goes on: the last row's sort value and, among equals, its id. Queries name the bound `value <= after` beside the exact
 * condition, because databases seek by a plain bound and would read all earlier pages without it.
 */
export type Keyset = { readonly after: string | number; readonly id: string };

/** Reads one row more than `limit`, so that the caller knows whether there is a next page. */
export type PageRequest = { readonly limit: number; readonly after: Keyset | null };

/** The cursor's values as parameters: they are only compared, so any text or number will do. */
export function keysetId<Id>(keyset: Keyset): RawBuilder<Id> {
  return sql<Id>`${keyset.id}`;
}

export function keysetValue<Value>(keyset: Keyset): RawBuilder<Value> {
  return sql<Value>`${keyset.after}`;
}
