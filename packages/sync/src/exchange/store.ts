import type { EventId, MemberId } from '@jifen/core';
import type { RightsKey, RightsRow } from '../ledger/rights.ts';
import type { LogHead } from '../log/chain.ts';
import type { LoggedEvent } from '../log/envelope.ts';

/** A till's store answers at once, HQ's in its own time; what both must do is the same. */
export type Awaitable<T> = T | Promise<T>;

/**
 * What the exchange needs of a store that keeps one incarnation's log. Every implementation passes the same contract:
 * events are appended in chain order or not at all, an id stands once for ever, a gap or a fork is refused, what was read
 * is what was written to the byte, and erasing a private part leaves the chain true.
 */
export type LogStore = {
  readHead(): Awaitable<LogHead>;
  append(events: readonly LoggedEvent[]): Awaitable<void>;
  /** Events with `seq > afterSeq`, in order, at most `limit`. */
  readAfter(afterSeq: number, limit: number): Awaitable<readonly LoggedEvent[]>;
  findById(id: EventId): Awaitable<LoggedEvent | null>;
  erasePrivate(id: EventId): Awaitable<void>;
};

/** One incarnation's rights counters. A merge keeps the larger of each, so repeating or reordering it changes nothing. */
export type RightsStore = {
  listRights(member: MemberId): Awaitable<readonly RightsRow[]>;
  findRights(key: RightsKey): Awaitable<RightsRow | null>;
  mergeRights(rows: readonly RightsRow[]): Awaitable<void>;
};
