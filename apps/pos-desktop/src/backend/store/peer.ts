import { type Incarnation, must, unixMs } from '@jifen/core';
import { NEW_PEER, type PeerState, ZERO_HLC } from '@jifen/sync';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { PeerRow } from './schema.ts';
import { statement } from './statement.ts';

/** What is remembered of HQ beside the protocol's own state. */
export type PeerNote = Partial<Pick<PeerRow, 'hlc' | 'clock_offset_ms' | 'last_exchange_at'>>;

const PEER = statement((sql) => sql.selectFrom('peer').selectAll());

export function getPeerRow(db: BranchDb): PeerRow {
  return must(db.first(PEER, {}), 'peer');
}

export function peerOf(row: PeerRow): PeerState {
  const pastEpochs: readonly Incarnation[] = JSON.parse(row.past_epochs);
  return {
    historyEpoch: row.history_epoch,
    pastEpochs,
    acked: { seq: row.acked_seq, hash: row.acked_hash },
    safeSeq: row.safe_seq,
    feedCursor: row.feed_cursor,
    hqFloor: row.hq_floor,
    challenge: row.challenge,
  };
}

/** Before the first exchange; `serverTime` is HQ's time at enrolment. */
export function insertPeer(trx: BranchTrx, { serverTime, offsetMs }: { serverTime: number; offsetMs: number }): void {
  const state = columnsOf({ ...NEW_PEER, hqFloor: serverTime });
  const note = { hlc: ZERO_HLC, clock_offset_ms: offsetMs, last_exchange_at: null };
  trx.run(trx.sql.insertInto('peer').values({ id: 1, ...state, ...note }));
}

export function savePeer(trx: BranchTrx, peer: PeerState, note: PeerNote): void {
  trx.run(trx.sql.updateTable('peer').set({ ...columnsOf(peer), ...note }));
}

/** For a life that HQ does not know yet: nothing of its log is acknowledged, and the feed is read anew, because HQ tells each life its own part. */
export function restartPeer(trx: BranchTrx, note: PeerNote): void {
  const { acked, safeSeq, feedCursor, challenge } = NEW_PEER;
  savePeer(trx, { ...peerOf(getPeerRow(trx)), acked, safeSeq, feedCursor, challenge }, note);
}

/** What HQ has is read from its beginning once more; the log and what is acknowledged of it stay. */
export function rereadFeed(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('peer').set({ feed_cursor: NEW_PEER.feedCursor }));
}

export function savePeerNote(trx: BranchTrx, note: PeerNote): void {
  trx.run(trx.sql.updateTable('peer').set(note));
}

function columnsOf(peer: PeerState): Omit<PeerRow, 'id' | 'hlc' | 'clock_offset_ms' | 'last_exchange_at'> {
  return {
    history_epoch: peer.historyEpoch,
    past_epochs: JSON.stringify(peer.pastEpochs),
    acked_seq: peer.acked.seq,
    acked_hash: peer.acked.hash,
    safe_seq: peer.safeSeq,
    feed_cursor: peer.feedCursor,
    hq_floor: unixMs(peer.hqFloor),
    challenge: peer.challenge,
  };
}
