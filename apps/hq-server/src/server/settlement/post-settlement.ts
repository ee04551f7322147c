import { NEVER, points } from '@jifen/core';
import { memberAccount, plainAccount, poolAccount, type Posting } from '@jifen/sync';
import { addToDay, changeTotal } from '../ledger/book.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { takeExperiencePosting, takePointsPostings } from '../ledger/take-points.ts';
import { hqEventId } from '../store/hq-log.ts';
import type { RefundTable, SaleTable } from '../store/table/trade-tables.ts';
import type { SettledSale } from './settle-tail.ts';
import type { Trade } from './trade.ts';

/**
 * Posts what a settlement changed of a sale, as signed differences to what was posted before, and keeps the result in its rows.
 * Where nothing changed nothing is written.
 */
export function postSettlement(booking: HqBooking, trade: Trade, settled: SettledSale): void {
  const { row, settlement } = settled;
  keepRefunds(trade, settled);
  const next: SaleTable = {
    ...row,
    settled_rule_version: settlement.ruleVersion,
    settled_tier_id: settlement.tierId,
    settled_experience: settled.experience,
    experience_top_up: experienceTopUpOf(settled),
    top_up: settlement.topUp,
    goodwill: settlement.goodwill,
  };
  keepTimeline(booking, settled);
  if (!isSettledAlike(row, next)) {
    const isPosted = row.top_up !== next.top_up || row.goodwill !== next.goodwill || row.experience_top_up !== next.experience_top_up;
    trade.sales.put(isPosted ? { ...next, settlements: row.settlements + 1 } : next);
    if (isPosted) post(booking, row, next);
  }
}

/** What the rule at the sale's place gives more than the receipts of the sale and of its refunds say, over what is left of it. */
function experienceTopUpOf({ row, refunds, experience, experienceChanges }: SettledSale): number {
  const due = experience + sum(experienceChanges);
  const printed = row.experience - sum(refunds.map((refund) => refund.experience_back));
  return due - printed;
}

function keepRefunds(trade: Trade, { refunds, experienceChanges }: SettledSale): void {
  for (const [i, refund] of refunds.entries()) {
    const change = experienceChanges[i] ?? 0;
    if (refund.experience_change !== change) trade.refunds.put({ ...refund, experience_change: change });
  }
}

/** The member's experience as settlement sees it moves by what changed of this sale and its refunds. */
function keepTimeline({ book }: HqBooking, { row, refunds, experience, experienceChanges }: SettledSale): void {
  const { member_id: member } = row;
  const before = row.settled_experience + sum(refunds.map((refund: RefundTable) => refund.experience_change));
  const change = experience + sum(experienceChanges) - before;
  if (change === 0 || member === null) return;
  changeTotal(book, member, (total) => ({ timeline_experience: total.timeline_experience + change }));
}

function isSettledAlike(a: SaleTable, b: SaleTable): boolean {
  return (
    a.settled_rule_version === b.settled_rule_version &&
    a.settled_tier_id === b.settled_tier_id &&
    a.settled_experience === b.settled_experience &&
    a.experience_top_up === b.experience_top_up &&
    a.top_up === b.top_up &&
    a.goodwill === b.goodwill
  );
}

function post(booking: HqBooking, before: SaleTable, after: SaleTable): void {
  const { book, hq } = booking;
  const { member_id: member, vintage, settled_rule_version: ruleVersion, settled_tier_id: tierId } = after;
  if (member === null || ruleVersion === null || tierId === null) return;
  const by = after.top_up - before.top_up;
  const pointPostings: Posting[] =
    by > 0
      ? [{ unit: 'pt', debit: plainAccount('issued', hq), credit: poolAccount(member, vintage ?? NEVER), n: by }]
      : takePointsPostings(booking, { member, vintage: vintage ?? NEVER, n: -by });
  const debt = sum(pointPostings.flatMap(({ debit, n }) => (debit.startsWith('debt/') ? [n] : [])));
  bookHqEvent(
    booking,
    {
      id: hqEventId('sale_settled', after.event_id, String(before.settlements + 1)),
      type: 'sale_settled',
      body: {
        saleId: after.event_id,
        memberId: member,
        ruleVersion,
        tierId,
        topUp: points(after.top_up),
        previousTopUp: points(before.top_up),
        goodwill: points(after.goodwill),
        debt: points(debt),
      },
      postings: [...pointPostings, ...experiencePostings(booking, member, after.experience_top_up - before.experience_top_up)],
      staff: null,
      private: null,
    },
    after.event_id,
  );
  addToDay(
    book,
    { branch: after.branch_id, date: after.business_date },
    { points_settled: by, goodwill: after.goodwill - before.goodwill },
  );
}

function experiencePostings({ hq }: HqBooking, member: NonNullable<SaleTable['member_id']>, by: number): Posting[] {
  if (by === 0) return [];
  if (by < 0) return [takeExperiencePosting({ hq }, member, -by)];
  return [{ unit: 'xp', debit: plainAccount('issued', hq), credit: memberAccount('experience', member, hq), n: by }];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
