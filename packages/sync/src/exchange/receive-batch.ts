import type { Incarnation } from '@jifen/core';
import type { Hash, LoggedEvent } from '../log/envelope.ts';
import { GENESIS_HASH } from '../log/envelope.ts';
import type { LogHead } from '../log/chain.ts';

/**
 * HQ's view of one incarnation.
 *
 *   unknown ──JOIN──► active ──► draining ──► closed
 *                       │ ▲         │
 *                       ▼ │         ▼
 *         in_doubt (a newer incarnation joined, or a manager said so) ──► closed | written_off
 *                       │
 *         forked (its log contradicts what HQ holds)   frozen (a fact would have made something negative)
 */
export type IncarnationState = 'active' | 'draining' | 'in_doubt' | 'forked' | 'frozen' | 'closed' | 'written_off';

/** `answers`: how many answers of HQ it had applied when it last said that it has what it was told. */
export type KnownIncarnation = { readonly state: IncarnationState; readonly head: LogHead; readonly answers: number };

/** Where the batch begins: the seq of its first event and the hash before it. */
export type BatchPlace = { readonly firstSeq: number; readonly prevHash: Hash };

export type BatchDecision =
  /** Take `events`: the part that HQ does not have. */
  | { readonly kind: 'take'; readonly events: readonly LoggedEvent[] }
  | { readonly kind: 'rewind' }
  | { readonly kind: 'fork'; readonly seq: number };

/**
 * Compares an unpacked batch with the log that HQ holds. `hashAt` answers the hash of a seq that HQ holds (0: genesis).
 * Known events are compared by hash and skipped; a difference anywhere is a fork; a batch that starts beyond the end is sent again.
 */
export function decideBatch(
  head: LogHead,
  batch: BatchPlace & { readonly events: readonly LoggedEvent[] },
  hashAt: (seq: number) => Hash | undefined,
): BatchDecision {
  if (batch.firstSeq > head.seq + 1) return { kind: 'rewind' };
  const hashBefore = batch.firstSeq === 1 ? GENESIS_HASH : hashAt(batch.firstSeq - 1);
  if (hashBefore !== batch.prevHash) return { kind: 'fork', seq: batch.firstSeq - 1 };
  for (const { envelope } of batch.events) {
    if (envelope.seq > head.seq) break;
    if (hashAt(envelope.seq) !== envelope.hash) return { kind: 'fork', seq: envelope.seq };
  }
  return { kind: 'take', events: batch.events.filter(({ envelope }) => envelope.seq > head.seq) };
}

export type AdmissionDecision =
  | { readonly kind: 'admit'; readonly isJoining: boolean }
  | { readonly kind: 'challenge' }
  /** It has gone back to a copy from before what it had said; what it spent since then is lost with its disk. */
  | { readonly kind: 'older_copy' }
  /** The till speaks of another history of HQ: adopt the new one and send from what HQ has. */
  | { readonly kind: 'rewind' }
  | { readonly kind: 'refuse'; readonly code: 'forked' | 'closed' };

/**
 * Whether an incarnation may speak at all. An unknown one must first answer a challenge, so that a delayed packet of a dead
 * incarnation can never fence the living one; while it asks it gets the same challenge. So must one that has applied fewer answers than it
 * had: a late packet looks the same as an older copy of the database. Frozen ones are still heard: facts are never rejected.
 */
export function decideAdmission(
  known: KnownIncarnation | null,
  request: {
    readonly historyEpoch: Incarnation | null;
    readonly join: { readonly challenge: string } | null;
    readonly answers: number | null;
  },
  hq: { readonly historyEpoch: Incarnation; readonly openChallenge: string | null },
): AdmissionDecision {
  const isAnswered = request.join !== null && hq.openChallenge !== null && request.join.challenge === hq.openChallenge;
  if (known === null) {
    return isAnswered ? { kind: 'admit', isJoining: true } : { kind: 'challenge' };
  }
  if (known.state === 'forked') return { kind: 'refuse', code: 'forked' };
  if (known.state === 'closed' || known.state === 'written_off' || known.state === 'in_doubt') return { kind: 'refuse', code: 'closed' };
  if (request.historyEpoch !== hq.historyEpoch) return { kind: 'rewind' };
  if (isOlder(known, request)) return { kind: isAnswered ? 'older_copy' : 'challenge' };
  return { kind: 'admit', isJoining: false };
}

export function isOlder({ answers: heard }: Pick<KnownIncarnation, 'answers'>, { answers }: { readonly answers: number | null }): boolean {
  return answers !== null && answers < heard;
}
