import {
  type BranchId,
  err,
  type EventId,
  type Experience,
  type Fen,
  HQ_BRANCH,
  type MemberId,
  ok,
  type Result,
  type UnixMs,
  unixMs,
  type Vintage,
} from '@jifen/core';
import { memberAccount, plainAccount, poolAccount, type Posting, type Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { type Book, changePart, changeTotal } from '../ledger/book.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { loadByKeys } from '../store/bulk.ts';
import { getHistoryEpoch, type HqEventDraft, hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';

/** What a member brings from the books before Jifen. */
export type OpeningBalance = {
  readonly memberId: MemberId;
  readonly points: readonly { readonly vintage: Vintage; readonly n: number }[];
  readonly experience: Experience;
  readonly purchases: number;
  readonly spendFen: Fen;
  readonly lastPurchaseAt: UnixMs | null;
  /** Where the member shops: their points are placed there. */
  readonly lastBranch: BranchId;
};

/**
 * Opens the balances of members who come from older books: all of them or none. A member's balance is opened once; points and
 * experience are postings of HQ's log like any other.
 */
export async function openBalances(
  context: HqContext,
  caller: StaffCaller,
  openings: readonly OpeningBalance[],
): Promise<Result<{ readonly opened: number }, HqProblem>> {
  if (caller.role !== 'hq_admin') return err({ code: 'not_permitted' });
  const result = await inTransaction(context.store, async (trx): Promise<Result<{ readonly opened: number }, HqProblem>> => {
    const problem = await checkOpenings(trx, openings);
    if (problem !== null) return err(problem);
    const booking = await startBooking(trx, context.clock(), openings);
    for (const opening of openings) bookOpening(booking, opening, caller);
    await finishBooking(trx, context, booking);
    await placeExperience(trx, context, openings);
    return ok({ opened: openings.length });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

async function checkOpenings(trx: Transaction<HqSchema>, openings: readonly OpeningBalance[]): Promise<HqProblem | null> {
  const ids = new Set(openings.map(({ memberId }) => memberId));
  const known = await loadByKeys(ids, (list) => trx.selectFrom('member').select('member_id').where('member_id', 'in', list).execute());
  if (new Set(known.map((row) => row.member_id)).size !== ids.size) return NOT_FOUND;
  const opened = await loadByKeys(Array.from(ids, openingIdOf), (list) =>
    trx.selectFrom('event').select('event_id').where('event_id', 'in', list).execute(),
  );
  return opened.length > 0 || ids.size !== openings.length ? { code: 'id_taken' } : null;
}

async function startBooking(trx: Transaction<HqSchema>, now: UnixMs, openings: readonly OpeningBalance[]): Promise<HqBooking> {
  const hq: Writer = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const members = new Set(openings.map(({ memberId }) => memberId));
  const book = await loadBook(trx, { members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  return { book, hq, now, drafts: [] };
}

function bookOpening(booking: HqBooking, opening: OpeningBalance, caller: StaffCaller): void {
  bookHqEvent(booking, draftOf(booking.hq, opening, caller));
  addPurchases(booking.book, booking.hq, opening);
}

function draftOf(hq: Writer, opening: OpeningBalance, { staffId }: StaffCaller): HqEventDraft {
  const { memberId, points, experience, purchases, spendFen, lastPurchaseAt, lastBranch } = opening;
  const issued = plainAccount('issued', hq);
  const ofPoints = points.map(({ vintage, n }): Posting => ({ unit: 'pt', debit: issued, credit: poolAccount(memberId, vintage), n }));
  const ofExperience: Posting = { unit: 'xp', debit: issued, credit: memberAccount('experience', memberId, hq), n: experience };
  return {
    id: openingIdOf(memberId),
    type: 'balance_opened',
    body: {
      memberId,
      slices: points.map((slice) => ({ memberId, ...slice })),
      experience,
      purchases,
      spendFen,
      lastPurchaseAt,
      lastBranch,
    },
    postings: experience === 0 ? ofPoints : [...ofPoints, ofExperience],
    staff: staffId,
    private: null,
  };
}

function addPurchases(
  book: Book,
  hq: Writer,
  { memberId, purchases, spendFen, lastPurchaseAt, lastBranch, experience }: OpeningBalance,
): void {
  changePart(book, { member: memberId, writer: hq }, (part) => ({
    purchases: part.purchases + purchases,
    spend_fen: part.spend_fen + spendFen,
  }));
  changeTotal(book, memberId, (total) => ({
    purchases: total.purchases + purchases,
    spend_fen: total.spend_fen + spendFen,
    last_purchase_at: latestOrNull(total.last_purchase_at, lastPurchaseAt),
    timeline_experience: total.timeline_experience + experience,
    // Whoever was seen by a till since belongs there.
    last_branch: total.last_branch ?? lastBranch,
  }));
}

function latestOrNull(a: UnixMs | null, b: UnixMs | null): UnixMs | null {
  return a === null || b === null ? (a ?? b) : unixMs(Math.max(a, b));
}

/** Puts the experience into event order, where settlement looks for it. */
async function placeExperience(trx: Transaction<HqSchema>, { store }: HqContext, openings: readonly OpeningBalance[]): Promise<void> {
  const openingsById = new Map(openings.map((opening) => [openingIdOf(opening.memberId), opening]));
  const events = await loadByKeys(openingsById.keys(), (list) =>
    trx.selectFrom('event').select(['event_id', 'settle_at', 'branch_id', 'incarnation', 'seq']).where('event_id', 'in', list).execute(),
  );
  const rows = events.flatMap((event) => {
    const opening = openingsById.get(event.event_id);
    return opening === undefined || opening.experience === 0 ? [] : [{ ...event, member_id: opening.memberId, change: opening.experience }];
  });
  await store.bulk.insert(trx, 'experience_change', rows);
}

function openingIdOf(memberId: MemberId): EventId {
  return hqEventId('balance_opened', memberId);
}
