import type { Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { type FeedTouch, touchFeed } from '../store/feed.ts';
import { heldRows } from '../store/life-store.ts';
import type { HqSchema } from '../store/schema.ts';

/** Rights of this life can be called back no more: every till hears so of each member who has some there, though no number has moved. */
export async function tellHolders(trx: Transaction<HqSchema>, life: Writer): Promise<void> {
  const rows = await heldRows(trx, life).select('member_id').distinct().execute();
  await touchFeed(
    trx,
    rows.map(({ member_id }): FeedTouch => ({ topic: 'summary', key: member_id })),
  );
}
