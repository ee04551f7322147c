import type { StaffId } from '@jifen/core';
import { type HqBody, plainAccount, poolAccount, type Posting, rawRightsOf, type Slice, vintageAccount, type Writer } from '@jifen/sync';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { hqEventId } from '../store/hq-log.ts';
import type { RightsTable } from '../store/table/ledger-tables.ts';

/** Slices of one event of HQ: a till may hold the points of everybody. */
const SLICES_PER_EVENT = 500;

export type GivingUp = {
  readonly life: Writer;
  /** What it is done for; with the place in the row the events' ids are made of it. */
  readonly cause: string;
  readonly staff: StaffId | null;
};

/** What an incarnation that is over still had, by HQ's view. Rows below nothing stay as they are: they are a loss already. */
export function slicesOf(rows: Iterable<RightsTable>): Slice[] {
  return [...rows].flatMap((row) => {
    const n = rawRightsOf(row);
    return n > 0 ? [{ memberId: row.member_id, vintage: row.vintage, n }] : [];
  });
}

/** Its whole log is here, so what it had comes back to the pool. */
export function recoverRights(booking: HqBooking, { life, cause, staff }: GivingUp, slices: readonly Slice[]): void {
  for (const [index, part] of partsOf(slices)) {
    bookHqEvent(booking, {
      id: hqEventId('rights_recovered', cause, life.incarnation, String(index)),
      type: 'rights_recovered',
      body: { ...life, slices: part },
      postings: part.map((slice) => ({ ...debitOf(life, slice), credit: poolAccount(slice.memberId, slice.vintage) })),
      staff,
      private: null,
    });
  }
}

/** Nobody knows what was spent of it, so what it had is the company's loss. */
export function writeOffRights(booking: HqBooking, { life, cause, staff }: GivingUp, { slices, reason }: ReasonedSlices): void {
  const credit = plainAccount('loss', life);
  for (const [index, part] of partsOf(slices)) {
    bookHqEvent(booking, {
      id: hqEventId('rights_written_off', cause, life.incarnation, String(index)),
      type: 'rights_written_off',
      body: { ...life, slices: part, reason },
      postings: part.map((slice) => ({ ...debitOf(life, slice), credit })),
      staff,
      private: null,
    });
  }
}

export type ReasonedSlices = { readonly slices: readonly Slice[]; readonly reason: HqBody<'rights_written_off'>['reason'] };

/** Slices in runs that fit one event, each with its place in the row. */
export function partsOf(slices: readonly Slice[]): (readonly [number, readonly Slice[]])[] {
  return Array.from({ length: Math.ceil(slices.length / SLICES_PER_EVENT) }, (_, index) => {
    return [index, slices.slice(index * SLICES_PER_EVENT, (index + 1) * SLICES_PER_EVENT)] as const;
  });
}

function debitOf(life: Writer, { memberId: member, vintage, n }: Slice): Pick<Posting, 'unit' | 'debit' | 'n'> {
  return { unit: 'pt', debit: vintageAccount('rights', { member, vintage }, life), n };
}
