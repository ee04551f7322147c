import { type EventId, type MemberId, points } from '@jifen/core';
import { memberAccount, plainAccount, type Posting, poolAccount, unclaimedAccount } from '@jifen/sync';
import { bookHqEvent } from '../ledger/hq-booking.ts';
import { takeExperiencePosting, takePointsPostings } from '../ledger/take-points.ts';
import { refundsOf } from '../settlement/trade.ts';
import { hqEventId } from '../store/hq-log.ts';
import type { UnclaimedTable } from '../store/table/ledger-tables.ts';
import { countSale, takeSpendBack } from './count-sale.ts';
import type { Claiming } from './claiming.ts';

/** What an unknown buyer showed. */
export type Alias = Pick<UnclaimedTable, 'card_number' | 'phone_index'>;

/** Whose the card or phone is; null while nobody's, or not one person's alone. */
export function ownerOf({ cards, membersByPhone }: Claiming, { card_number, phone_index }: Alias): MemberId | null {
  if (card_number !== null) return cards.get(card_number)?.member_id ?? null;
  const owners = phone_index === null ? [] : [...(membersByPhone.get(phone_index) ?? [])];
  return owners.length === 1 ? (owners[0] ?? null) : null;
}

/** Gives what an unknown card or phone earned to the member whose it turned out to be. */
export function attachUnclaimed(claiming: Claiming, unclaimed: UnclaimedTable, member: MemberId): void {
  const { book, trade, hq, now } = claiming;
  const sale = trade.sales.get(unclaimed.event_id);
  if (sale === undefined || unclaimed.attached_member !== null) return;
  const { branch_id: branch, incarnation, event_id: event, vintage } = unclaimed;
  const debit = unclaimedAccount({ event, vintage }, { branch, incarnation });
  const [left, experience] = [Math.max(0, unclaimed.points), Math.max(0, unclaimed.experience)];
  const all: Posting[] = [
    { unit: 'pt', debit, credit: poolAccount(member, vintage), n: left },
    { unit: 'xp', debit, credit: memberAccount('experience', member, hq), n: experience },
  ];
  book.unclaimed.put({ ...unclaimed, attached_member: member, attached_at: now });
  bookHqEvent(
    claiming,
    {
      id: hqEventId('unclaimed_attached', event),
      type: 'unclaimed_attached',
      body: { saleId: event, memberId: member, points: points(left), experience },
      postings: all.filter(({ n }) => n > 0),
      staff: null,
      private: null,
    },
    event,
  );
  trade.sales.put({ ...sale, member_id: member });
  countSale(claiming, { sale, member, writer: hq });
  for (const refund of refundsOf(trade, event)) {
    trade.refunds.put({ ...refund, member_id: member });
    takeSpendBack(claiming, { refund, member, writer: hq });
  }
}

/** Looks again at what waits for a card or phone that has an owner now. */
export function attachWaiting(claiming: Claiming, isMeant: (alias: Alias) => boolean): void {
  for (const unclaimed of claiming.book.unclaimed.all()) {
    if (unclaimed.attached_member !== null || !isMeant(unclaimed)) continue;
    const owner = ownerOf(claiming, unclaimed);
    if (owner !== null) attachUnclaimed(claiming, unclaimed, owner);
  }
}

/** A till took points back that HQ had already attached: HQ fills the account again and takes them from the member. */
export type TakenBack = {
  readonly refund: EventId;
  readonly index: number;
  readonly sale: EventId;
  readonly unit: 'pt' | 'xp';
  readonly n: number;
};

export function takeBackAttached(claiming: Claiming, { refund, index, sale, unit, n }: TakenBack): boolean {
  const unclaimed = claiming.book.unclaimed.get(sale);
  const member = unclaimed?.attached_member;
  if (unclaimed === undefined || member === null || member === undefined) return false;
  const { branch_id: branch, incarnation, vintage } = unclaimed;
  const refill: Posting = {
    unit,
    debit: plainAccount('issued', claiming.hq),
    credit: unclaimedAccount({ event: sale, vintage }, { branch, incarnation }),
    n,
  };
  const back = unit === 'pt' ? takePointsPostings(claiming, { member, vintage, n }) : [takeExperiencePosting(claiming, member, n)];
  const delta = { points: unit === 'pt' ? -n : 0, experience: unit === 'xp' ? -n : 0 };
  bookHqEvent(
    claiming,
    {
      id: hqEventId('unclaimed_taken_back', refund, unit, String(index)),
      type: 'points_adjusted',
      body: { memberId: member, ...delta, reason: 'refund_of_unclaimed_sale' },
      postings: [refill, ...back],
      staff: null,
      private: null,
    },
    sale,
  );
  return true;
}
