import type { Incarnation } from '@jifen/core';
import type { LogHead } from '../log/chain.ts';
import { GENESIS_HASH, type Hash } from '../log/envelope.ts';
import type { AppliedResponse, ExchangeResponse, Grant } from '../protocol/exchange.ts';

/** What a till remembers of HQ. All of it lives in the till's one database and changes in one transaction. */
export type PeerState = {
  readonly historyEpoch: Incarnation | null;
  /** Epochs that were adopted before the present one: their answers are old and ignored. */
  readonly pastEpochs: readonly Incarnation[];
  /** The last seq that HQ said it has, with its hash. */
  readonly acked: LogHead;
  readonly safeSeq: number;
  readonly feedCursor: number;
  /** The last HQ time seen. */
  readonly hqFloor: number;
  readonly challenge: string | null;
};

export const NEW_PEER: PeerState = {
  historyEpoch: null,
  pastEpochs: [],
  acked: { seq: 0, hash: GENESIS_HASH },
  safeSeq: 0,
  feedCursor: 0,
  hqFloor: 0,
  challenge: null,
};

export type AnswerDecision =
  | { readonly kind: 'apply'; readonly peer: PeerState; readonly answer: AppliedResponse }
  | { readonly kind: 'again'; readonly peer: PeerState }
  | { readonly kind: 'refused'; readonly peer: PeerState; readonly code: 'forked' | 'closed' }
  /** HQ acknowledges something that this log does not hold: another database with our name is talking to HQ. */
  | { readonly kind: 'fork'; readonly seq: number }
  /** An answer of a history that was left behind. */
  | { readonly kind: 'ignore' };

/** What a till does with HQ's answer. `hashAt` answers the hash of one of its own events (0: genesis; undefined: it has none). */
export function decideAnswer(peer: PeerState, answer: ExchangeResponse, hashAt: (seq: number) => Hash | undefined): AnswerDecision {
  if (peer.pastEpochs.includes(answer.historyEpoch)) return { kind: 'ignore' };
  const current = adoptEpoch(peer, answer);
  if (answer.kind === 'challenge') return { kind: 'again', peer: { ...current, challenge: answer.challenge } };
  const ownHash = answer.ackSeq === 0 ? GENESIS_HASH : hashAt(answer.ackSeq);
  if (ownHash !== answer.ackHash) return { kind: 'fork', seq: answer.ackSeq };
  const acked = { seq: answer.ackSeq, hash: answer.ackHash };
  if (answer.kind === 'rewind') return { kind: 'again', peer: { ...current, acked } };
  if (answer.kind === 'refused') return { kind: 'refused', peer: { ...current, acked }, code: answer.code };
  // A late answer to an earlier try still brings its grants; its feed is older than what is here.
  const isLate = answer.cursor < current.feedCursor;
  return {
    kind: 'apply',
    answer: isLate ? { ...answer, feed: [], cursor: current.feedCursor } : answer,
    peer: {
      ...current,
      acked: laterHead(current.acked, acked),
      safeSeq: Math.max(current.safeSeq, answer.safeSeq),
      feedCursor: Math.max(current.feedCursor, answer.cursor),
      challenge: null,
    },
  };
}

/** Grants only ever grow; an old or repeated answer changes nothing. */
export function newerGrants(held: (grant: Grant) => number, grants: readonly Grant[]): readonly Grant[] {
  return grants.filter((grant) => grant.granted > held(grant));
}

function adoptEpoch(peer: PeerState, answer: ExchangeResponse): PeerState {
  const hqFloor = Math.max(peer.hqFloor, answer.serverTime);
  if (answer.historyEpoch === peer.historyEpoch) return { ...peer, hqFloor };
  return {
    ...peer,
    hqFloor,
    historyEpoch: answer.historyEpoch,
    pastEpochs: peer.historyEpoch === null ? peer.pastEpochs : [...peer.pastEpochs, peer.historyEpoch],
    acked: NEW_PEER.acked,
    safeSeq: 0,
    feedCursor: 0,
  };
}

function laterHead(a: LogHead, b: LogHead): LogHead {
  return b.seq >= a.seq ? b : a;
}
