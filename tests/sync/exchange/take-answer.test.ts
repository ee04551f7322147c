import type { Incarnation, UnixMs } from '@jifen/core';
import { must } from '@jifen/core';
import { type AppliedResponse, decideAnswer, GENESIS_HASH, nextBatchSize, NEW_PEER, type PeerState, retryDelayMs } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logOf } from '../../support/build-log.ts';

const epoch = '00000000000000e1' as Incarnation;
const nextEpoch = '00000000000000e2' as Incarnation;
const log = logOf(9);

function hashAt(seq: number): string | undefined {
  return log[seq - 1]?.envelope.hash;
}

function applied(ackSeq: number, cursor: number, changes: Partial<AppliedResponse> = {}): AppliedResponse {
  return {
    kind: 'applied',
    historyEpoch: epoch,
    ackSeq,
    ackHash: ackSeq === 0 ? GENESIS_HASH : must(hashAt(ackSeq), 'hash'),
    serverTime: 1000 as UnixMs,
    safeSeq: ackSeq,
    dispositions: [],
    granted: [],
    recalls: [],
    unmet: [],
    feed: [{ gseq: Math.max(1, cursor), topic: 'rule', key: '1', data: null }],
    cursor,
    hasMore: false,
    batchEvents: 200,
    recovery: null,
    releases: [],
    receipts: [],
    asked: [],
    isDraining: false,
    isCursorGone: false,
    feedHead: 0,
    ...changes,
  };
}

const peer: PeerState = {
  ...NEW_PEER,
  historyEpoch: epoch,
  acked: { seq: 4, hash: must(hashAt(4), 'hash') },
  safeSeq: 4,
  feedCursor: 40,
  hqFloor: 900,
};

test('[T1] an acknowledgement with another hash, or of an event that is not here, is a fork', () => {
  expect(decideAnswer(peer, applied(5, 50, { ackHash: 'f'.repeat(64) }), hashAt)).toEqual({ kind: 'fork', seq: 5 });
  expect(decideAnswer(peer, { ...applied(5, 50), ackSeq: 10 }, hashAt)).toEqual({ kind: 'fork', seq: 10 });
});

test('[T2] a new history rewinds upload and feed; the old one is not listened to again', () => {
  const rewind = {
    kind: 'rewind',
    historyEpoch: nextEpoch,
    ackSeq: 2,
    ackHash: must(hashAt(2), 'hash'),
    serverTime: 1000 as UnixMs,
  } as const;
  const decision = decideAnswer(peer, rewind, hashAt);
  expect(decision).toMatchObject({
    kind: 'again',
    peer: { historyEpoch: nextEpoch, pastEpochs: [epoch], acked: { seq: 2 }, safeSeq: 0, feedCursor: 0 },
  });
  expect(decision.kind === 'again' && decideAnswer(decision.peer, applied(9, 90), hashAt)).toEqual({ kind: 'ignore' });
});

test('[T3] late answers bring grants and turn nothing back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(99)), { minLength: 1 }), (answers) => {
      let current = peer;
      for (const [ackSeq, cursor] of answers) {
        const decision = decideAnswer(current, applied(ackSeq, cursor), hashAt);
        expect(decision.kind).toBe('apply');
        if (decision.kind !== 'apply') return;
        expect(decision.peer.acked.seq).toBeGreaterThanOrEqual(current.acked.seq);
        expect(decision.peer.safeSeq).toBeGreaterThanOrEqual(current.safeSeq);
        expect(decision.peer.feedCursor).toBeGreaterThanOrEqual(current.feedCursor);
        if (cursor < current.feedCursor) expect(decision.answer.feed).toEqual([]);
        current = decision.peer;
      }
    }),
  );
});

test('[X1] a challenge is kept for the next try', () => {
  const decision = decideAnswer(NEW_PEER, { kind: 'challenge', challenge: 'c', historyEpoch: epoch, serverTime: 5 as UnixMs }, hashAt);
  expect(decision).toMatchObject({ kind: 'again', peer: { challenge: 'c', historyEpoch: epoch, hqFloor: 5 } });
});

test('[T4] retries wait longer and longer, up to a minute, for ever', () => {
  expect([0, 1, 2, 6, 1_000_000].map((attempt) => retryDelayMs(attempt, 0.999_999))).toEqual([999, 1999, 3999, 59_999, 59_999]);
  expect(retryDelayMs(5, 0)).toBe(0);
});

test('[T4] batches halve and grow within their bounds', () => {
  expect([
    nextBatchSize(200, 'failure', 200),
    nextBatchSize(30, 'failure', 200),
    nextBatchSize(190, 'success', 200),
    nextBatchSize(50, 'success', 200),
  ]).toEqual([100, 25, 200, 75]);
});
