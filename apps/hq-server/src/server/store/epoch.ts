import { HQ_BRANCH, type Incarnation, unixMs } from '@jifen/core';
import { GENESIS_HASH, ZERO_HLC } from '@jifen/sync';
import type { Kysely, Transaction } from 'kysely';
import { appendHqEvents, hqEventId, type HqWriting } from './hq-log.ts';
import type { HqSchema } from './schema.ts';

/** The present history epoch; null in a store that was only just made. */
export async function findEpoch(db: Kysely<HqSchema>): Promise<Incarnation | null> {
  const row = await db
    .selectFrom('incarnation')
    .select('incarnation')
    .where('branch_id', '=', HQ_BRANCH)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row?.incarnation ?? null;
}

/**
 * Opens a history epoch: HQ's own log begins anew, chained to nothing, and the one before is closed. The first when the store is made;
 * a later one after a restore, because the store may have forgotten what it told the tills.
 */
export async function openEpoch(trx: Transaction<HqSchema>, writing: HqWriting, epoch: Incarnation): Promise<void> {
  const previous = await findEpoch(trx);
  await trx.updateTable('incarnation').set({ state: 'closed' }).where('branch_id', '=', HQ_BRANCH).execute();
  await trx
    .insertInto('incarnation')
    .values({
      branch_id: HQ_BRANCH,
      incarnation: epoch,
      terminal_id: null,
      state: 'active',
      state_reason: null,
      last_seq: 0,
      last_hash: GENESIS_HASH,
      last_hlc: ZERO_HLC,
      last_settle_at: unixMs(0),
      head_seq: 0,
      previous_incarnation: previous,
      reported_epoch: null,
      first_seen_at: writing.now,
      last_exchange_at: null,
      resting_until: unixMs(0),
      app: null,
    })
    .execute();
  const reason = previous === null ? 'first' : 'restored';
  await appendHqEvents(trx, writing, [
    {
      id: hqEventId('epoch_opened', epoch),
      type: 'epoch_opened',
      body: { reason, previousEpoch: previous },
      postings: [],
      staff: null,
      private: null,
    },
  ]);
}
