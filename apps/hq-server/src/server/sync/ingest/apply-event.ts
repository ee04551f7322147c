import { DAY_MS, EARLIEST_AT, type EventId, type EventPlace, settleAtOf, unreachable } from '@jifen/core';
import type { Disposition, KnownBranchEvent, ParsedPosting } from '@jifen/sync';
import { bookPostings } from '../../ledger/book-postings.ts';
import { applyRelease } from '../../release/apply-release.ts';
import { hqEventId } from '../../store/hq-log.ts';
import { DEFERRED_CODE } from '../exception-kind.ts';
import { applyCard, applyRegistration, applyStatus, applyUpdate } from './apply-member.ts';
import { applyOrderFulfilled, applyOrderReadied, applyOrderReleased } from './apply-order.ts';
import { applyRedemption, applyRedemptionRefund } from './apply-redemption.ts';
import { applyRefund } from './apply-refund.ts';
import { applySale } from './apply-sale.ts';
import { applyPinSet } from './apply-staff.ts';
import { applyShiftClosed, applyShiftOpened } from './apply-shift.ts';
import { bookLoss } from './book-loss.ts';
import { coverLate } from './cover-late.ts';
import { isBodyTrue } from './check-body.ts';
import { type Booking, freeze, type Ingest, type KnownEvent, raiseFor } from './ingest.ts';
import { mayPlaceAgain, noteReturn } from './note-return.ts';
import { proveGrants } from './prove-grants.ts';
import type { ReadEvent } from './read-event.ts';

/** Books one event of the asking log: facts are never rejected, what is wrong with them is noted. */
export function applyEvent(ingest: Ingest, read: ReadEvent): void {
  const place = placeOf(ingest, read);
  const booking: Booking = { read, place, kinds: [] };
  checkClock(ingest, booking);
  const isRepeated = ingest.repeatedSeqs.has(read.event.envelope.seq);
  if (isRepeated) raiseFor(ingest, booking, { kind: 'duplicate_id', subject: [...subjectOf(read)], detail: { seq: place.seq } });
  if (read.postings.ok) {
    bookFact(ingest, booking, { isBodyWanted: !isRepeated });
  } else {
    raiseFor(ingest, booking, { kind: 'posting_not_allowed', detail: { index: read.postings.error.index, why: read.postings.error.why } });
    freeze(ingest, booking, 'posting_not_allowed');
  }
  ingest.booked.push({ read, settleAt: place.settleAt, ...dispositionOf(booking) });
  const { envelope } = read.event;
  ingest.log.row = {
    ...ingest.log.row,
    last_seq: envelope.seq,
    last_hash: envelope.hash,
    last_hlc: envelope.hlc,
    last_settle_at: place.settleAt,
  };
}

/** Applies the body of an event whose postings were booked when it came, at the place that it has since then. */
export function applyAgain(ingest: Ingest, read: ReadEvent, { gseq, settleAt, code }: KnownEvent): void {
  const { branch, incarnation, seq } = read.event.envelope;
  const booking: Booking = { read, place: { settleAt, branch, incarnation, seq }, kinds: [] };
  if (read.postings.ok) applyRead(ingest, booking, read.postings.value);
  const wasOdd = code !== null;
  const disposition = wasOdd ? { disposition: 'applied_with_exception' as const, code } : dispositionOf(booking);
  ingest.booked.push({ read, settleAt, gseq, ...disposition });
}

/** Where it stands in event order. */
function placeOf({ now, log, trade, writer }: Ingest, { event, body }: ReadEvent): EventPlace {
  const { at, hqFloor, seq } = event.envelope;
  const saleId = body.kind === 'known' && body.event.type === 'sale_refunded' ? body.event.body.saleId : null;
  const settleAt = settleAtOf({
    receivedAt: now,
    at,
    hqFloor,
    previousSettleAt: log.row.last_seq === 0 ? null : log.row.last_settle_at,
    referredSettleAt: saleId === null ? null : (trade.sales.get(saleId)?.settle_at ?? null),
  });
  return { settleAt, branch: writer.branch, incarnation: writer.incarnation, seq };
}

function checkClock(ingest: Ingest, booking: Booking): void {
  const { at } = booking.read.event.envelope;
  if (at >= EARLIEST_AT && at <= ingest.now + DAY_MS) return;
  raiseFor(ingest, booking, { kind: 'clock_suspect', detail: { at, receivedAt: ingest.now } });
}

function bookFact(ingest: Ingest, booking: Booking, { isBodyWanted }: { readonly isBodyWanted: boolean }): void {
  const { read, place } = booking;
  if (!read.postings.ok) return;
  const { id } = read.event.envelope;
  const eventId = isBodyWanted ? id : repeatedIdOf(read);
  const source = { eventId, writer: ingest.writer, at: place.settleAt, referenceId: referenceOf(read) };
  proveGrants(ingest, read.postings.value);
  const problems = bookPostings(ingest.book, source, read.postings.value);
  coverLate(ingest, booking, read.postings.value);
  if (isBodyWanted) applyRead(ingest, booking, read.postings.value);
  for (const [index, problem] of problems.entries()) bookLoss(ingest, booking, { ...problem, index });
}

function applyRead(ingest: Ingest, booking: Booking, postings: readonly ParsedPosting[]): void {
  const { body, event } = booking.read;
  if (body.kind === 'malformed') raiseFor(ingest, booking, { kind: 'body_malformed', detail: { type: event.envelope.type } });
  if (body.kind !== 'known') return;
  if (!isBodyTrue(body.event, postings)) raiseFor(ingest, booking, { kind: 'body_contradicts_postings' });
  applyBody(ingest, booking, body.event);
}

/** The row of an event whose id stands elsewhere is kept under an id of its place. */
export function repeatedIdOf(read: ReadEvent) {
  return hqEventId('repeated', ...subjectOf(read));
}

function subjectOf({ event }: ReadEvent): readonly string[] {
  return [event.envelope.branch, event.envelope.incarnation, String(event.envelope.seq)];
}

/** The sale or redemption that an event is about. */
export function referenceOf({ body }: ReadEvent): EventId | null {
  if (body.kind !== 'known') return null;
  if (body.event.type === 'sale_refunded') return body.event.body.saleId;
  return body.event.type === 'redemption_refunded' ? body.event.body.redemptionId : null;
}

function applyBody(ingest: Ingest, booking: Booking, event: KnownBranchEvent): void {
  if (event.type !== 'rights_returned') mayPlaceAgain(ingest);
  switch (event.type) {
    case 'member_registered':
      return applyRegistration(ingest, booking, event.body);
    case 'member_updated':
      return applyUpdate(ingest, booking, event.body);
    case 'member_status_changed':
      return applyStatus(ingest, booking, event.body);
    case 'card_bound':
      return applyCard(ingest, booking, event.body);
    case 'sale_recorded':
      return applySale(ingest, booking, event.body);
    case 'sale_refunded':
      return applyRefund(ingest, booking, event.body);
    case 'reward_redeemed':
      return applyRedemption(ingest, booking, event.body);
    case 'redemption_refunded':
      return applyRedemptionRefund(ingest, booking, event.body);
    case 'rights_returned':
      return noteReturn(ingest, event.body);
    case 'order_readied':
      return applyOrderReadied(ingest, booking, event.body);
    case 'order_released':
      return applyOrderReleased(ingest, booking, event.body);
    case 'order_fulfilled':
      return applyOrderFulfilled(ingest, booking, event.body);
    case 'refund_released':
      return applyRelease(ingest, booking, event.body);
    case 'staff_pin_set':
      return applyPinSet(ingest, booking, event.body);
    case 'shift_opened':
      return applyShiftOpened(ingest, booking, event.body);
    case 'shift_closed':
      return applyShiftClosed(ingest, booking, event.body);
    // What these say stands in their postings, or in the log alone.
    case 'incarnation_opened':
    case 'stock_opened':
    case 'stock_received':
    case 'stock_counted':
    case 'stock_adjusted':
    case 'stock_consigned':
    case 'incarnation_closed':
    case 'cash_moved':
    case 'drawer_opened':
    case 'receipt_reprinted':
    case 'override_given':
    case 'staff_signed_in':
    case 'pin_locked':
    case 'pin_unlocked':
      return undefined;
  }
  return unreachable(event);
}

function dispositionOf({ read, kinds }: Booking): { readonly disposition: Disposition; readonly code: string | null } {
  const [kind] = kinds;
  if (kind !== undefined) return { disposition: 'applied_with_exception', code: kind };
  return read.body.kind === 'unknown_version' ? { disposition: 'deferred', code: DEFERRED_CODE } : { disposition: 'applied', code: null };
}
