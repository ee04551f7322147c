import type { BranchId, EventId, Incarnation, MemberId, UnixMs, Vintage } from '@jifen/core';
import type { Disposition } from '@jifen/sync';

/** One merge as a person said it: `member_id` is the same as `into_id`. Which ids are one person follows from all of them (`link`). */
export type LinkEdgeTable = { member_id: MemberId; into_id: MemberId; linked_at: UnixMs; event_id: EventId };

/** Points of one id that paid what another id of the same person owed; given back when the two turn out to be two. */
export type PaidForTable = { payer_id: MemberId; debtor_id: MemberId; vintage: Vintage; n: number };

/** A person whose personal data are gone for ever; the id stays, because the log names it. */
export type ErasureTable = { member_id: MemberId; erased_at: UnixMs; event_id: EventId };

/** Whom the private part of an event is about. */
export type PrivateSubjectTable = { event_id: EventId; member_id: MemberId };

/** A row of the feed whose record is gone. It is kept until every till has heard of it, or for long enough. */
export type FeedGoneTable = { gseq: number; topic: string; key: string; branch_id: BranchId | ''; gone_at: UnixMs };

/** How far an incarnation has read the feed. `base`: what was forgotten already when it began to read from the start. */
export type FeedReaderTable = { branch_id: BranchId; incarnation: Incarnation; cursor: number; base: number };

/** Events whose body this build, or one before it, could not read. */
export type DeferredEventTable = { gseq: number };

/** What became of an event that was read later than it came; told to its till until the till has read the feed up to `gseq`. */
export type RereadTable = {
  gseq: number;
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  event_id: EventId;
  disposition: Disposition;
  code: string | null;
};
