import { assert, type EventId, type MemberId, type UnixMs } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  BRANCH_BODIES,
  type BranchBody,
  type BranchEventType,
  type Envelope,
  isCanonicalValue,
  KNOWN_BRANCH_TYPES,
  laterHlc,
  type LoggedEvent,
  type Posting,
  type PrivatePart,
  sealEvent,
  tickHlc,
} from '@jifen/sync';
import { findTail, insertEvent } from '../store/log.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { noteOffline } from '../store/shift.ts';
import { applyPostings } from './apply-postings.ts';
import { queuePaper } from './queue-paper.ts';
import type { Actor, Till } from './till.ts';

/** What a service decided to write down. */
export type Fact<T extends BranchEventType> = {
  readonly id: EventId;
  readonly type: T;
  readonly body: BranchBody<T>;
  readonly postings: readonly Posting[];
  /** Personal data, sealed beside the event; null or empty: none. */
  readonly personal?: PrivatePart['data'] | null;
  /** Whose event it is, when the body does not say. */
  readonly memberId: MemberId | null;
  readonly actor: Actor;
  readonly at: UnixMs;
};

/** What a Z report counts as written with the line cut. */
const TRADE_TYPES: ReadonlySet<BranchEventType> = new Set([
  'sale_recorded',
  'sale_refunded',
  'reward_redeemed',
  'redemption_refunded',
  'order_fulfilled',
]);

/** Appends the event and folds its postings into the branch's state: one without the other cannot happen. */
export function appendEvent<T extends BranchEventType>(trx: BranchTrx, till: Till, fact: Fact<T>): LoggedEvent {
  const peer = getPeerRow(trx);
  const tail = findTail(trx, till.log);
  const placement = {
    ...till.log.writer,
    at: fact.at,
    hlc: tickHlc(laterHlc(tail.hlc, peer.hlc), fact.at),
    hqFloor: peer.hq_floor,
    terminal: till.terminal,
    staff: fact.actor?.id ?? null,
  };
  const draft = {
    id: fact.id,
    type: fact.type,
    typeVersion: KNOWN_BRANCH_TYPES[fact.type],
    postings: fact.postings,
    body: bodyOf(fact),
    private: privateOf(till, fact.personal ?? null),
  };
  const event = sealEvent(draft, { head: tail, placement }, sha256);
  insertEvent(trx, till.log, { event, head: tail, memberId: fact.memberId });
  queuePaper(trx, till, { ...event.envelope, memberId: fact.memberId });
  applyPostings(trx, till.log.writer, event.envelope);
  if (TRADE_TYPES.has(fact.type) && !till.line.isUp()) noteOffline(trx, { no: till.log.no, seq: event.envelope.seq });
  const { incarnation, seq, hash } = event.envelope;
  till.life.note({ incarnation, seq, hash });
  return event;
}

function bodyOf<T extends BranchEventType>({ type, body }: Fact<T>): Envelope['body'] {
  const parsed = BRANCH_BODIES[type][1].safeParse(body);
  assert(parsed.success, `a body of ${type} that its own schema refuses: ${parsed.error?.message ?? ''}`);
  const content: unknown = body;
  assert(isCanonicalValue(content) && isRecord(content), `a body of ${type} that cannot be hashed`);
  return content;
}

function isRecord(value: Envelope['body'][string]): value is Envelope['body'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function privateOf({ random }: Till, data: PrivatePart['data'] | null): PrivatePart | null {
  if (data === null || Object.keys(data).length === 0) return null;
  return { salt: Buffer.from(random.bytes(16)).toString('base64url'), data };
}
