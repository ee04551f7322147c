import { HQ_BRANCH, type Incarnation, unixMs, type UnixMs } from '@jifen/core';
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

/** Whoever is enrolled already was so before this history, though HQ's clock may be behind on its new machine. */
async function afterEnrolments(trx: Transaction<HqSchema>, now: UnixMs): Promise<UnixMs> {
  const row = await trx
    .selectFrom('terminal')
    .select((eb) => eb.fn.max('enrolled_at').as('last'))
    .executeTakeFirst();
  return unixMs(Math.max(now, (row?.last ?? -1) + 1));
}

/**
 * Opens a history epoch: HQ's own log begins anew, chained to nothing, and the one before is closed. The first when the store is made;
 * a later one after a restore, because the store may have forgotten what it told the tills.
 */
export async function openEpoch(trx: Transaction<HqSchema>, writing: HqWriting, epoch: Incarnation): Promise<void> {
  const previous = await findEpoch(trx);
  await trx
    .updateTable('incarnation')
    .set({ state: 'closed', state_since: writing.now })
    .where('branch_id', '=', HQ_BRANCH)
    .where('state', '=', 'active')
    .execute();
  if (previous !== null) await keepReports(trx, { previous, epoch });
  await trx
    .insertInto('incarnation')
    .values({
      branch_id: HQ_BRANCH,
      incarnation: epoch,
      terminal_id: null,
      state: 'active',
      state_reason: null,
      state_since: writing.now,
      last_seq: 0,
      last_hash: GENESIS_HASH,
      last_hlc: ZERO_HLC,
      last_settle_at: unixMs(0),
      head_seq: 0,
      previous_incarnation: previous,
      reported_epoch: null,
      waived_epoch: null,
      safe_seq: 0,
      first_seen_at: await afterEnrolments(trx, writing.now),
      last_exchange_at: null,
      request_no: 0,
      request_run: '',
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

/** Lives that were over before the copy was made got nothing since that HQ could have forgotten: what they reported before still counts. */
async function keepReports(
  trx: Transaction<HqSchema>,
  { previous, epoch }: { readonly previous: Incarnation; readonly epoch: Incarnation },
): Promise<void> {
  const over = trx.updateTable('incarnation').where('state', 'in', ['in_doubt', 'forked']);
  await over.set({ reported_epoch: epoch }).where('reported_epoch', '=', previous).execute();
  await over.set({ waived_epoch: epoch }).where('waived_epoch', '=', previous).execute();
}
