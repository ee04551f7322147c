import type { BranchId, Incarnation } from '../ids.ts';
import { earliestOf, latestOf, type UnixMs } from '../time.ts';

/** Where an event stands among all events of all branches. Every event has its own place. */
export type EventPlace = {
  readonly settleAt: UnixMs;
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  readonly seq: number;
};

export type SettleAtInput = {
  /** HQ's clock when the event arrived. */
  readonly receivedAt: UnixMs;
  /** The till's clock when it happened. */
  readonly at: UnixMs;
  /** The last HQ time that the till had seen. */
  readonly hqFloor: UnixMs;
  /** Of the same log's previous event; `null`: it is the first. */
  readonly previousSettleAt: UnixMs | null;
  /** Of the sale that the event refunds or voids; `null`: it refers to none. */
  readonly referredSettleAt: UnixMs | null;
};

/**
 * `min(received, max(at, hqFloor, settleAt of the previous event, settleAt of the sale referred to))`: the till's clock, kept
 * between what it must have known and what HQ knows, so that a wrong clock moves an event no further than its own line was cut.
 */
export function settleAtOf({ receivedAt, at, hqFloor, previousSettleAt, referredSettleAt }: SettleAtInput): UnixMs {
  return earliestOf(receivedAt, latestOf(at, hqFloor, previousSettleAt ?? at, referredSettleAt ?? at));
}

/** Event order: by `settleAt`, then branch, incarnation and seq; text by code unit, the same on every machine. */
export function compareEventPlaces(a: EventPlace, b: EventPlace): number {
  return a.settleAt - b.settleAt || compareText(a.branch, b.branch) || compareText(a.incarnation, b.incarnation) || a.seq - b.seq;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
