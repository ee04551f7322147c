import type { OpenedStore } from './dialect/dialect.ts';
import { inTransaction } from './transaction.ts';

const KEY = 'readiness_probe';

/** Writes and commits a row, since a database that answers reads may still be full or read-only. Throws what the write throws. */
export async function probeWrite(store: OpenedStore): Promise<void> {
  await inTransaction(store, async (trx) => {
    await trx.deleteFrom('setting').where('key', '=', KEY).execute();
    await trx.insertInto('setting').values({ key: KEY, value: '' }).execute();
  });
}
