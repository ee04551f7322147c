import type { FieldCipher } from '@jifen/platform';
import type { FeedRow, Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../../store/schema.ts';

/** Who reads: a till sees its own members whole and others masked, and its own part of each total. */
export type FeedReader = { readonly db: Kysely<HqSchema>; readonly cipher: FieldCipher; readonly till: Writer };

export type FeedRecord = NonNullable<FeedRow['data']>;

/** The present state of records by key; a record that is gone is missing. */
export type RecordReader = (reader: FeedReader, keys: readonly string[]) => Promise<ReadonlyMap<string, FeedRecord>>;
