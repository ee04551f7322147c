import type { BranchId } from '@jifen/core';
import type { FeedTopic } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { Bulk } from './bulk.ts';
import { chunksOf } from './chunks.ts';
import { takeGseqs } from './gseq.ts';
import type { HqSchema } from './schema.ts';

/** A record that changed. Without `branchId` every branch gets it; staff go to their own branch only. */
export type FeedTouch = { readonly topic: FeedTopic; readonly key: string; readonly branchId?: BranchId | undefined };

/**
 * Puts records at the end of the feed; call it in the transaction that changed them, as its last write (see `takeGseqs`). The content
 * is read when a till asks, so only the newest state of a record travels. A record that is gone then travels as a tombstone.
 * Keys: member, summary and link by member id, product, reward, staff and branch by id, rule by version.
 */
export async function touchFeed(trx: Transaction<HqSchema>, touches: readonly FeedTouch[]): Promise<void> {
  for (const chunk of chunksOf(await feedRowsOf(trx, touches), 4)) {
    await trx
      .insertInto('feed')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['topic', 'key', 'branch_id']).doUpdateSet((eb) => ({ gseq: eb.ref('excluded.gseq') })))
      .execute();
  }
}

/** `touchFeed` for hundreds of records. */
export async function touchFeedInBulk(
  trx: Transaction<HqSchema>,
  { bulk }: { readonly bulk: Bulk },
  touches: readonly FeedTouch[],
): Promise<void> {
  await bulk.put(trx, 'feed', await feedRowsOf(trx, touches));
}

async function feedRowsOf(trx: Transaction<HqSchema>, touches: readonly FeedTouch[]): Promise<HqSchema['feed'][]> {
  const byRecord = new Map(touches.map((touch) => [`${touch.topic} ${touch.key} ${touch.branchId ?? ''}`, touch]));
  if (byRecord.size === 0) return [];
  const first = await takeGseqs(trx, byRecord.size);
  return [...byRecord.values()].map(({ topic, key, branchId }, i) => ({ gseq: first + i, topic, key, branch_id: branchId ?? '' }));
}
