import { assert, type EventId, type UnixMs } from '@jifen/core';
import { parsePostings, type Writer } from '@jifen/sync';
import type { HqEventDraft } from '../store/hq-log.ts';
import type { Book } from './book.ts';
import { bookPostings } from './book-postings.ts';

/** What HQ decides within a transaction: its events, booked at once and written at the end. */
export type HqBooking = {
  readonly book: Book;
  /** HQ with its history epoch. */
  readonly hq: Writer;
  readonly now: UnixMs;
  readonly drafts: HqEventDraft[];
};

/** Books an event of HQ. Its id must be new: a repeat would move the balances twice. */
export function bookHqEvent({ book, hq, now, drafts }: HqBooking, draft: HqEventDraft, referenceId: EventId | null = null): void {
  const parsed = parsePostings(draft.postings, hq);
  assert(parsed.ok, `HQ posts only what it may: ${draft.type}`);
  const problems = bookPostings(book, { eventId: draft.id, writer: hq, at: now, referenceId }, parsed.value);
  assert(problems.length === 0, `an event of HQ makes nothing negative: ${draft.type}`);
  drafts.push(draft);
}
