import type { UnixMs } from '@jifen/core';
import { SIGNATURE_WINDOW_MS } from '@jifen/sync';
import { findHead, findTime } from '../store/log.ts';
import { getPeerRow } from '../store/peer.ts';
import type { PeerRow } from '../store/schema.ts';
import { type LifeStatus, lifeStatusOf } from './life-status.ts';
import type { LineState } from './line.ts';
import type { Till } from './till.ts';

export type SyncStatus = {
  readonly state: Exclude<LineState, 'unknown'>;
  /** Why HQ refuses, or what was wrong with its answer. */
  readonly code: string | null;
  readonly pending: number;
  readonly oldestPendingAt: UnixMs | null;
  readonly lastExchangeAt: UnixMs | null;
  readonly headSeq: number;
  readonly ackedSeq: number;
  readonly lineCut: boolean;
  /** How far this machine's clock is behind HQ's, below zero ahead of it; 0 while it is near enough. */
  readonly clockBehindMs: number;
} & LifeStatus;

/** How it stands with HQ, in words a page can show. */
export function syncStatusOf(till: Till): SyncStatus {
  const { store, log, line } = till;
  const peer = getPeerRow(store);
  const head = findHead(store, log);
  const state = line.state();
  const pending = Math.max(0, head.seq - peer.acked_seq);
  return {
    state: state === 'unknown' ? 'syncing' : state,
    code: line.code(),
    pending,
    oldestPendingAt: pending === 0 ? null : findTime(store, log, peer.acked_seq + 1),
    lastExchangeAt: peer.last_exchange_at,
    headSeq: head.seq,
    ackedSeq: peer.acked_seq,
    lineCut: line.isCut(),
    clockBehindMs: clockBehindMsOf(till.clock(), peer),
    ...lifeStatusOf(till),
  };
}

/**
 * A clock before HQ's last time is behind, with the line cut too. That it is ahead only HQ can say, when it refuses a signature; the
 * word holds until the clock is set right.
 */
function clockBehindMsOf(now: UnixMs, { hq_floor: hqFloor, clock_offset_ms: offsetMs }: PeerRow): number {
  if (hqFloor - now > SIGNATURE_WINDOW_MS) return hqFloor - now;
  const isAhead = offsetMs < -SIGNATURE_WINDOW_MS && now - hqFloor > -offsetMs - SIGNATURE_WINDOW_MS;
  return isAhead ? offsetMs : 0;
}
