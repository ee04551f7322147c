import type { BranchId, EventId, Incarnation, MemberId, UnixMs, Vintage } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  encodeHlc,
  type EventDraft,
  GENESIS_HASH,
  type LoggedEvent,
  plainAccount,
  type PrivatePart,
  sealEvent,
  vintageAccount,
} from '@jifen/sync';

export const writer = { branch: 'b1' as BranchId, incarnation: '00000000000000aa' as Incarnation };
export const member = '0190a000-0000-7000-8000-000000000001' as MemberId;
export const never = 'never' as Vintage;

export function idOf(n: number): EventId {
  return `0190b000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as EventId;
}

/** A small true event: `n` points earned. */
export function draftOf(n: number, privatePart: PrivatePart | null = null): EventDraft {
  return {
    id: idOf(n),
    type: 'note_for_tests',
    typeVersion: 1,
    postings: [
      { unit: 'pt', debit: plainAccount('issued', writer), credit: vintageAccount('rights', { member, vintage: never }, writer), n },
    ],
    body: { n, text: '𬭎𠮷 "quoted" \u2028' },
    private: privatePart,
  };
}

export function sealAll(drafts: readonly EventDraft[], after = { seq: 0, hash: GENESIS_HASH }): LoggedEvent[] {
  let head = after;
  return drafts.map((draft, index) => {
    const at = (1_700_000_000_000 + index) as UnixMs;
    const placement = { ...writer, at, hlc: encodeHlc(at, index % 2), hqFloor: 0 as UnixMs, terminal: null, staff: null };
    const event = sealEvent(draft, { head, placement }, sha256);
    head = { seq: event.envelope.seq, hash: event.envelope.hash };
    return event;
  });
}

export function logOf(length: number): LoggedEvent[] {
  return sealAll(
    Array.from({ length }, (_, index) => draftOf(index + 1, index % 3 === 0 ? { salt: `s${index}`, data: { name: `张${index}` } } : null)),
  );
}
