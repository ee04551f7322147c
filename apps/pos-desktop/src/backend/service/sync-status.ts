import type { UnixMs } from '@jifen/core';
import { findHead, findTime } from '../store/log.ts';
import { getPeerRow } from '../store/peer.ts';
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
    ...lifeStatusOf(till),
  };
}
