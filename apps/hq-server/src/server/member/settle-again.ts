import { HQ_BRANCH, type MemberId, unixMs, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import { changeTotal } from '../ledger/book.ts';
import type { HqBooking } from '../ledger/hq-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { settleMembers } from '../settlement/settle-members.ts';
import { createTrade, markDirty } from '../settlement/trade.ts';
import { loadUnions } from '../settlement/union.ts';

export type PeopleChange = { readonly store: OpenedStore; readonly now: UnixMs; readonly members: readonly MemberId[] };

/**
 * Settles from their first sale on the people that these ids are now, and places what they have where each was last seen. Call it
 * after the links were written; the booking that it answers is the caller's to end.
 */
export async function settleAgain(trx: Transaction<HqSchema>, { store, now, members }: PeopleChange): Promise<HqBooking> {
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const unions = await loadUnions(trx, new Set(members));
  const book = await loadBook(trx, { members: unions.members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  const booking: HqBooking = { book, hq, now, drafts: [] };
  const trade = createTrade({ sales: [], refunds: [] });
  for (const member of unions.members) markDirty(trade, member, unixMs(0));
  await settleMembers(trx, { booking, trade, unions });
  await store.bulk.put(trx, 'sale', trade.sales.changed());
  await store.bulk.put(trx, 'refund', trade.refunds.changed());
  for (const root of new Set([...unions.members].map((member) => unions.rootOf(member)))) shareVisit(booking, unions.membersOf(root));
  return booking;
}

/** One person was last seen at one branch, whatever id was shown there. */
function shareVisit({ book }: HqBooking, members: readonly MemberId[]): void {
  const totals = members.flatMap((member) => book.totals.get(member) ?? []);
  const [last] = totals.toSorted((a, b) => b.last_visit_at - a.last_visit_at);
  if (last === undefined) return;
  const { last_branch, last_visit_at } = last;
  for (const { member_id } of totals) {
    changeTotal(book, member_id, () => ({ last_branch, last_visit_at }));
    // Looked at again: the pool may belong elsewhere now.
    for (const row of book.pool.groupOf(member_id)) book.pool.put(row);
  }
}
