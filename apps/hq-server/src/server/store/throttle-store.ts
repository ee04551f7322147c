import type { UnixMs } from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import type { HqSchema } from './schema.ts';

export type Throttle = { readonly key: string; readonly failures: number; readonly lastFailedAt: UnixMs; readonly lockedUntil: UnixMs };

export async function findThrottle(db: Kysely<HqSchema>, key: string): Promise<Throttle | null> {
  const row = await db.selectFrom('throttle').selectAll().where('key', '=', key).executeTakeFirst();
  return row === undefined ? null : { key, failures: row.failures, lastFailedAt: row.last_failed_at, lockedUntil: row.locked_until };
}

export async function saveThrottle(trx: Transaction<HqSchema>, throttle: Throttle): Promise<void> {
  const counts = { failures: throttle.failures, last_failed_at: throttle.lastFailedAt, locked_until: throttle.lockedUntil };
  await trx
    .insertInto('throttle')
    .values({ key: throttle.key, ...counts })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(counts))
    .execute();
}

export async function deleteThrottle(trx: Transaction<HqSchema>, key: string): Promise<void> {
  await trx.deleteFrom('throttle').where('key', '=', key).execute();
}

/** Forgets what nobody tried for so long that it would start anew anyway. */
export async function deleteThrottlesBefore(trx: Transaction<HqSchema>, before: UnixMs): Promise<void> {
  await trx.deleteFrom('throttle').where('last_failed_at', '<', before).where('locked_until', '<', before).execute();
}
