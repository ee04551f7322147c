import type { Transaction } from 'kysely';
import type { OpenedStore } from './dialect/dialect.ts';
import type { HqSchema } from './schema.ts';

const MAX_TRIES = 5;

/**
 * Runs `work` in one transaction: all of it is durable when this resolves, or none of it happened. Where a database may ask for it
 * (a lost race between two HQ processes) the work runs again, so it must do nothing but read and write through `trx`.
 */
export async function inTransaction<T>(store: OpenedStore, work: (trx: Transaction<HqSchema>) => Promise<T>): Promise<T> {
  if (store.outer !== undefined) return work(store.outer);
  for (let tries = 1; ; tries += 1) {
    try {
      return await store.db.transaction().execute(work);
    } catch (error) {
      if (tries === MAX_TRIES || !store.dialect.mayRetry(error)) throw error;
    }
  }
}
