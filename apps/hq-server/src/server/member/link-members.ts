import { type BranchId, err, type EventId, type MemberId, ok, type Result, type StaffId, type UnixMs } from '@jifen/core';
import { memberAccount, plainAccount, poolAccount } from '@jifen/sync';
import type { FieldCipher } from '@jifen/platform';
import type { Transaction } from 'kysely';
import { finishBooking } from '../ledger/finish-booking.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { type FeedTouch, touchFeed } from '../store/feed.ts';
import { hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { findTop, listBelow, placeUnder } from './link-edges.ts';
import { type Payment, takePaymentsBetween } from './paid-for.ts';
import { settleAgain } from './settle-again.ts';

/** Of a change of who is whose: the id of its event, who made it, and when. */
export type LinkAct = {
  readonly store: OpenedStore;
  readonly cipher: FieldCipher;
  readonly now: UnixMs;
  readonly eventId: EventId;
  readonly staff: StaffId;
};

export type LinkProblem = { readonly code: 'already_linked' | 'not_linked' };

/** What a change did: the branches to poke, or nothing because it was made before. */
export type Linked = { readonly isNew: boolean; readonly poked: ReadonlySet<BranchId> };

const NOTHING_NEW: Linked = { isNew: false, poked: new Set() };

/**
 * Says that `member` is the same person as `into`. Accounts keep the id that earned; from now on both are spent, settled and owed
 * together. An id that was merged before brings its whole person along.
 */
export async function linkMembers(
  trx: Transaction<HqSchema>,
  act: LinkAct,
  { member, into }: { readonly member: MemberId; readonly into: MemberId },
): Promise<Result<Linked, LinkProblem>> {
  const [from, to] = [await findTop(trx, member), await findTop(trx, into)];
  if (from === to) {
    const said = await trx.selectFrom('link_edge').select('into_id').where('member_id', '=', member).executeTakeFirst();
    return said?.into_id === into ? ok(NOTHING_NEW) : err({ code: 'already_linked' });
  }
  const edge = { linked_at: act.now, event_id: act.eventId };
  const moved = await listBelow(trx, from);
  await trx
    .insertInto('link_edge')
    .values({ member_id: from, into_id: into, ...edge })
    .execute();
  await placeUnder(trx, { top: to, members: moved, edge });
  const booking = await settleAgain(trx, { store: act.store, now: act.now, members: [to] });
  booking.drafts.push({
    id: act.eventId,
    type: 'members_linked',
    body: { memberId: from, into },
    postings: [],
    staff: act.staff,
    private: null,
  });
  return ok({ isNew: true, poked: await finish(trx, act, { booking, moved, gone: null }) });
}

/**
 * Takes a merge back: `member`, with whoever was merged into it, is a person of their own again, as if the merge had never been. What one
 * of them paid for the other is given back; what was redeemed together stays as it was posted.
 */
export async function unlinkMember(trx: Transaction<HqSchema>, act: LinkAct, member: MemberId): Promise<Result<Linked, LinkProblem>> {
  const said = await trx.selectFrom('link_edge').select('into_id').where('member_id', '=', member).executeTakeFirst();
  if (said === undefined) return err({ code: 'not_linked' });
  await trx.deleteFrom('link_edge').where('member_id', '=', member).execute();
  const rest = await listBelow(trx, await findTop(trx, said.into_id));
  const moved = await listBelow(trx, member);
  await placeUnder(trx, { top: member, members: moved, edge: { linked_at: act.now, event_id: act.eventId } });
  const booking = await settleAgain(trx, { store: act.store, now: act.now, members: [member, said.into_id] });
  for (const payment of await takePaymentsBetween(trx, moved, rest)) giveBack(booking, act, payment);
  booking.drafts.push({
    id: act.eventId,
    type: 'members_unlinked',
    body: { memberId: member, from: said.into_id },
    postings: [],
    staff: act.staff,
    private: null,
  });
  return ok({ isNew: true, poked: await finish(trx, act, { booking, moved, gone: member }) });
}

type Finishing = { readonly booking: HqBooking; readonly moved: readonly MemberId[]; readonly gone: MemberId | null };

async function finish(trx: Transaction<HqSchema>, act: LinkAct, { booking, moved, gone }: Finishing): Promise<ReadonlySet<BranchId>> {
  const poked = await finishBooking(trx, act, booking);
  await touchFeed(
    trx,
    moved.map((key): FeedTouch => ({ topic: 'link', key, ...(key === gone ? { goneAt: act.now } : {}) })),
  );
  return poked;
}

/** The payer gets the points back, the debtor owes them again. */
function giveBack(booking: HqBooking, { eventId }: LinkAct, { payer, debtor, vintage, n }: Payment): void {
  const reason = 'paid for another person';
  const { hq } = booking;
  const cause = [eventId, payer, debtor, vintage];
  bookHqEvent(booking, {
    id: hqEventId('payment_given_back', ...cause),
    type: 'points_adjusted',
    body: { memberId: payer, points: n, experience: 0, reason },
    postings: [{ unit: 'pt', debit: plainAccount('issued', hq), credit: poolAccount(payer, vintage), n }],
    staff: null,
    private: null,
  });
  bookHqEvent(booking, {
    id: hqEventId('payment_owed_again', ...cause),
    type: 'points_adjusted',
    body: { memberId: debtor, points: -n, experience: 0, reason },
    postings: [{ unit: 'pt', debit: memberAccount('debt', debtor, hq), credit: plainAccount('clawed', hq), n }],
    staff: null,
    private: null,
  });
}
