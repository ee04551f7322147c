import type { CreateTableBuilder, Kysely, Transaction } from 'kysely';
import type { Bulk } from '../bulk.ts';
import type { HqSchema } from '../schema.ts';

export type StorageCode = 'disk_full' | 'storage_read_only' | 'storage_corrupt' | 'storage_busy' | 'storage_failed';

/** Everything that differs between databases. The rest of the store is plain SQL through Kysely. */
export type StoreDialect = {
  /** A whole number of 53 bits. */
  readonly integer: 'integer' | 'bigint';
  /** Most values that one statement may carry. */
  readonly maxParameters: number;
  /** What ends a `create table`: strict types; for `isKeyed` tables, rows stored in the order of their key. */
  endTable<Name extends string, Columns extends string>(
    table: CreateTableBuilder<Name, Columns>,
    options: { readonly isKeyed: boolean },
  ): CreateTableBuilder<Name, Columns>;
  /** Names the storage fault behind an error; null when the error is none. */
  storageCodeOf(error: unknown): StorageCode | null;
  /** True when the same transaction may succeed if it runs again. */
  mayRetry(error: unknown): boolean;
};

export type OpenedStore = {
  readonly db: Kysely<HqSchema>;
  readonly dialect: StoreDialect;
  readonly bulk: Bulk;
  /** Where several services run as one: the transaction that each of them joins (see `runAsOne`). */
  readonly outer?: Transaction<HqSchema>;
};
