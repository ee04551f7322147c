import { DAY_MS, HQ_BRANCH, type UnixMs, unixMs } from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import type { HqContext } from '../../context.ts';
import { findValue, putValue } from '../../store/setting-store.ts';
import type { HqSchema } from '../../store/schema.ts';
import { inTransaction } from '../../store/transaction.ts';

/** A till that was away for longer reads the feed anew. */
const KEPT_MS = 180 * DAY_MS;
const CHUNK = 500;
/** The setting that says how far. */
export const FORGOTTEN_KEY = 'feed_forgotten';

/** The highest place of the feed at which a tombstone was forgotten; 0: none was. */
export async function findForgotten(db: Kysely<HqSchema>): Promise<number> {
  return Number((await findValue(db, FORGOTTEN_KEY)) ?? '0');
}

/**
 * Forgets tombstones that every living till has passed, and those that are too old to wait for anybody. The feed then holds no more than
 * the records that there are. Answers how many went.
 */
export async function forgetTombstones(context: HqContext): Promise<number> {
  let count = 0;
  for (;;) {
    const gone = await inTransaction(context.store, (trx) => forgetSome(trx, unixMs(Math.max(0, context.clock() - KEPT_MS))));
    count += gone;
    if (gone < CHUNK) return count;
  }
}

async function forgetSome(trx: Transaction<HqSchema>, oldestAt: UnixMs): Promise<number> {
  const passed = await findPassed(trx);
  const rows = await trx
    .selectFrom('feed_gone')
    .select('gseq')
    .where((eb) => eb.or([eb('gseq', '<=', passed), eb('gone_at', '<=', oldestAt)]))
    .orderBy('gseq')
    .limit(CHUNK)
    .execute();
  const places = rows.map(({ gseq }) => gseq);
  if (places.length === 0) return 0;
  // A record that came back stands at another place by now, and stays.
  await trx.deleteFrom('feed').where('gseq', 'in', places).execute();
  await trx.deleteFrom('feed_gone').where('gseq', 'in', places).execute();
  await putValue(trx, FORGOTTEN_KEY, String(Math.max(await findForgotten(trx), ...places)));
  return places.length;
}

/** How far even the slowest living till has read. */
async function findPassed(trx: Transaction<HqSchema>): Promise<number> {
  const living = await trx
    .selectFrom('incarnation')
    .leftJoin('feed_reader', (join) =>
      join.onRef('feed_reader.branch_id', '=', 'incarnation.branch_id').onRef('feed_reader.incarnation', '=', 'incarnation.incarnation'),
    )
    .select('feed_reader.cursor')
    .where('incarnation.branch_id', '!=', HQ_BRANCH)
    .where('incarnation.state', 'in', ['active', 'draining', 'frozen'])
    .execute();
  return living.reduce((least, { cursor }) => Math.min(least, cursor ?? 0), Number.MAX_SAFE_INTEGER);
}
