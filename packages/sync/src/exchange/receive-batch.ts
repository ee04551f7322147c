import type { Incarnation } from '@jifen/core';
import type { Hash, LoggedEvent } from '../log/envelope.ts';
import { GENESIS_HASH } from '../log/envelope.ts';
import type { LogHead } from '../log/chain.ts';
import type { ExchangeRequest } from '../protocol/exchange.ts';

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

/** The last request that HQ let speak: its number in its life (0: none that said it), and in which run of the till it was sent ('': not said). */
type LastRequest = { readonly requestNo: number; readonly run: string };
export type KnownIncarnation = LastRequest & { readonly state: IncarnationState; readonly head: LogHead };

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
  /** Its database is an older copy of one that has spoken since: what that one spent may be lost with a disk, or be spent by it once more. */
  | { readonly kind: 'older_copy' }
  /** The till speaks of another history of HQ: adopt the new one and send from what HQ has. */
  | { readonly kind: 'rewind' }
  | { readonly kind: 'refuse'; readonly code: 'forked' | 'closed' };

/**
 * Whether an incarnation may speak at all. An unknown one must first answer a challenge, so that a delayed packet of a dead
 * incarnation can never fence the living one; while it asks it gets the same challenge. So must one that is not who spoke last: a late packet
 * looks the same as a copy of the database, but only the copy gets the challenge and answers it, whatever it counts by then.
 * Frozen ones are still heard: facts are never rejected.
 */
export function decideAdmission(
  known: KnownIncarnation | null,
  request: {
    readonly historyEpoch: Incarnation | null;
    readonly join: { readonly challenge: string } | null;
  } & RequestPlace,
  hq: { readonly historyEpoch: Incarnation; readonly openChallenge: string | null },
): AdmissionDecision {
  const isAnswered = request.join !== null && hq.openChallenge !== null && request.join.challenge === hq.openChallenge;
  if (known === null) {
    return isAnswered ? { kind: 'admit', isJoining: true } : { kind: 'challenge' };
  }
  if (known.state === 'forked') return { kind: 'refuse', code: 'forked' };
  if (known.state === 'closed' || known.state === 'written_off' || known.state === 'in_doubt') return { kind: 'refuse', code: 'closed' };
  if (request.historyEpoch !== hq.historyEpoch) return { kind: 'rewind' };
  if (isAnswered) return { kind: 'older_copy' };
  if (isOfAnother(known, request)) return { kind: 'challenge' };
  return { kind: 'admit', isJoining: false };
}

/** Which request of its life it is, and in which runs of the till that one and those before it were sent. */
type RequestPlace = Pick<ExchangeRequest, 'requestNo' | 'runs'>;

/**
 * Whether another database of this life spoke last: HQ has heard a later number, or the number that it heard last was sent, as far as this
 * one can tell, in another run than it was.
 */
export function isOfAnother(last: LastRequest, { requestNo, runs }: RequestPlace): boolean {
  if (requestNo === null) return false;
  if (requestNo < last.requestNo) return true;
  const own = runs.findLast(({ from }) => from <= last.requestNo);
  return own !== undefined && last.run !== '' && own.run !== last.run;
}
