import { parseMemberId } from '@jifen/core';
import type { FeedRow } from '@jifen/sync';
import { deleteRecord } from '../store/feed.ts';
import { deleteLink } from '../store/link.ts';
import { deleteSummary } from '../store/member-summary.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import {
  dropUnmarkedUnknown,
  endResync,
  hasFeedRecords,
  isResyncing,
  listUnheardMembers,
  listUnmarked,
  markRead,
  startResync,
  SWEPT_TOPICS,
  type SweptTopic,
} from '../store/resync.ts';
import { deleteStrayAccess } from '../store/staff-access.ts';
import { forgetMember } from './forget-member.ts';
import type { Till } from './till.ts';

/** A page as it was asked for. */
export type ReadPage = { readonly fromCursor: number; readonly rows: readonly FeedRow[] };

/**
 * Reading the feed anew (HQ no longer has the tombstones since our cursor, HQ was restored, or this database was): what every page mentions is
 * marked, in the transaction that stores the cursor, so that a restart goes on where it was.
 *
 *   page from 0 ─► running, marks cleared ─► pages … ─► last page: what has no mark is deleted ─► done
 */
export function noteRead(trx: BranchTrx, { fromCursor, rows }: ReadPage): void {
  if (fromCursor === 0 && hasFeedRecords(trx)) startResync(trx);
  if (!isResyncing(trx)) return;
  for (const { topic, key, data } of rows) if (data !== null) markRead(trx, topic, key);
}

/**
 * The feed was read to its end: what it did not mention no longer exists. Members registered here stay until HQ has heard of them; rules stay
 * because receipts name them, orders because goods may stand ready for them. Rights and the log are not the feed's.
 */
export function finishResync(trx: BranchTrx, till: Till, ackedSeq: number): void {
  if (!isResyncing(trx)) return;
  const unheard = listUnheardMembers(trx, ackedSeq);
  for (const topic of SWEPT_TOPICS) {
    for (const key of listUnmarked(trx, topic)) sweep(trx, till, { topic, key, unheard });
  }
  deleteStrayAccess(trx);
  dropUnmarkedUnknown(trx);
  endResync(trx);
}

type Swept = { readonly topic: SweptTopic; readonly key: string; readonly unheard: ReturnType<typeof listUnheardMembers> };

function sweep(trx: BranchTrx, till: Till, { topic, key, unheard }: Swept): void {
  if (topic !== 'member' && topic !== 'summary' && topic !== 'link') return deleteRecord(trx, topic, key);
  const id = parseMemberId(key);
  if (!id.ok || unheard.has(id.value)) return undefined;
  if (topic === 'link') return deleteLink(trx, id.value);
  // HQ may send what a member has before it has heard again who that is: a summary goes only where none was sent.
  return topic === 'summary' ? deleteSummary(trx, id.value) : forgetMember(trx, till, id.value);
}
