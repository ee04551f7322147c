import type { MemberId } from '@jifen/core';
import type { HqBooking } from '../ledger/hq-booking.ts';
import type { Trade } from '../settlement/trade.ts';
import type { RowSet } from '../store/row-set.ts';
import type { CardTable } from '../store/table/member-tables.ts';

/** A transaction in which sales on cards and phones may find their owners. */
export type Claiming = HqBooking & {
  readonly trade: Trade;
  readonly cards: RowSet<CardTable>;
  readonly membersByPhone: Map<string, Set<MemberId>>;
  /** Members who were seen at a branch. */
  readonly visitors: Set<MemberId>;
};
