import type { BranchId, UnixMs } from '@jifen/core';
import type { FeedTopic } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { Bulk } from './bulk.ts';
import { chunksOf } from './chunks.ts';
import { takeGseqs } from './gseq.ts';
import type { HqSchema } from './schema.ts';

/** A record that changed. Without `branchId` every branch gets it; staff go to their own branch only. */
export type FeedTouch = {
  readonly topic: FeedTopic;
  readonly key: string;
  readonly branchId?: BranchId | undefined;
  /** Since when the record is gone, so that its tombstone is forgotten some day. */
  readonly goneAt?: UnixMs;
};

/**
 * Puts records at the end of the feed; call it in the transaction that changed them, as its last write (see `takeGseqs`). The content
 * is read when a till asks, so only the newest state of a record travels. A record that is gone then travels as a tombstone.
 * Keys: member, summary and link by member id, product, reward, staff and branch by id, rule by version.
 */
export async function touchFeed(trx: Transaction<HqSchema>, touches: readonly FeedTouch[]): Promise<void> {
  const rows = await feedRowsOf(trx, touches);
  for (const chunk of chunksOf(rows, 4)) {
    await trx
      .insertInto('feed')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['topic', 'key', 'branch_id']).doUpdateSet((eb) => ({ gseq: eb.ref('excluded.gseq') })))
      .execute();
  }
  await noteGone(trx, rows, touches);
}

/** Tombstones stand in a list of their own; a record that came back is at another place of the feed by then. */
async function noteGone(trx: Transaction<HqSchema>, rows: readonly HqSchema['feed'][], touches: readonly FeedTouch[]): Promise<void> {
  const goneAtByRecord = new Map(touches.flatMap((touch) => (touch.goneAt === undefined ? [] : [[recordOf(touch), touch.goneAt]])));
  const gone = rows.flatMap((row) => {
    const goneAt = goneAtByRecord.get(recordOf({ ...row, branchId: row.branch_id }));
    return goneAt === undefined ? [] : [{ ...row, gone_at: goneAt }];
  });
  for (const chunk of chunksOf(gone, 5)) await trx.insertInto('feed_gone').values(chunk).execute();
}

function recordOf({
  topic,
  key,
  branchId,
}: {
  readonly topic: string;
  readonly key: string;
  readonly branchId?: string | undefined;
}): string {
  return `${topic} ${key} ${branchId ?? ''}`;
}

/** `touchFeed` for hundreds of records. */
export async function touchFeedInBulk(
  trx: Transaction<HqSchema>,
  { bulk }: { readonly bulk: Bulk },
  touches: readonly FeedTouch[],
): Promise<void> {
  const rows = await feedRowsOf(trx, touches);
  await bulk.put(trx, 'feed', rows);
  await noteGone(trx, rows, touches);
}

async function feedRowsOf(trx: Transaction<HqSchema>, touches: readonly FeedTouch[]): Promise<HqSchema['feed'][]> {
  const byRecord = new Map(touches.map((touch) => [recordOf(touch), touch]));
  if (byRecord.size === 0) return [];
  const first = await takeGseqs(trx, byRecord.size);
  return [...byRecord.values()].map(({ topic, key, branchId }, i) => ({ gseq: first + i, topic, key, branch_id: branchId ?? '' }));
}
