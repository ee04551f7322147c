import type { BranchId, EventId, Incarnation, TerminalId, UnixMs } from '@jifen/core';
import type { Disposition, Hash, Hlc, IncarnationState } from '@jifen/sync';

/** One value by name: `history_epoch`, `placement`, … */
export type SettingTable = { key: string; value: string };

/** The order of everything at HQ: one row `gseq`, raised last in a transaction so that numbers become visible in order. */
export type CounterTable = { name: string; value: number };

/** One life of a branch's database; HQ's own is (`hq`, history epoch). */
export type IncarnationTable = {
  branch_id: BranchId;
  incarnation: Incarnation;
  /** Null for HQ. */
  terminal_id: TerminalId | null;
  state: IncarnationState;
  state_reason: string | null;
  /** Since when it has been in this state; 0 for those that were there before this was noted. */
  state_since: UnixMs;
  last_seq: number;
  last_hash: Hash;
  last_hlc: Hlc;
  last_settle_at: UnixMs;
  /** The end of the till's log as it last said, so that what is still to come can be shown. */
  head_seq: number;
  previous_incarnation: Incarnation | null;
  /** The history epoch of HQ under which it reported its grants; no new grants until every live one has. */
  reported_epoch: Incarnation | null;
  /** The history epoch in which a person decided not to wait for its report. */
  waived_epoch: Incarnation | null;
  /** How much of its log an off-box copy holds; 0 before the first backup. */
  safe_seq: number;
  first_seen_at: UnixMs;
  last_exchange_at: UnixMs | null;
  /** The last request that was let speak, by its number in this life (0: none that said it). */
  request_no: number;
  request_run: string;
  /** After a day close returned all rights: nothing is placed here before this time, or before the branch is seen at work again. */
  resting_until: UnixMs;
  app: string | null;
};

/** What an unknown incarnation must send back before it may take its branch over; the same one while it asks. */
export type ChallengeTable = { branch_id: BranchId; incarnation: Incarnation; challenge: string; created_at: UnixMs };

/** The branches' logs as they came, and HQ's own. `content` is the canonical JSON that `hash` is made of. */
export type EventTable = {
  gseq: number;
  event_id: EventId;
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  prev_hash: Hash;
  hash: Hash;
  at: UnixMs;
  received_at: UnixMs;
  settle_at: UnixMs;
  type: string;
  type_version: number;
  disposition: Disposition;
  code: string | null;
  content: string;
};

/** The personal part of an event, sealed; erasing leaves the row with `erased_at` and nothing else. */
export type EventPrivateTable = { event_id: EventId; salt: string | null; sealed: string | null; erased_at: UnixMs | null };

/** Events of a log that contradicts what HQ holds: kept for a person to judge, never booked. */
export type QuarantineTable = {
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  hash: Hash;
  received_at: UnixMs;
  content: string;
};

/** Something that a person at HQ has to look at. The id is derived from the cause, so that a repeat adds nothing. */
export type ExceptionTable = {
  exception_id: string;
  kind: string;
  event_id: EventId | null;
  branch_id: BranchId;
  /** JSON without personal data. */
  detail: string;
  state: 'open' | 'resolved';
  created_at: UnixMs;
  resolved_at: UnixMs | null;
  resolved_by: string | null;
  resolution: string | null;
};
