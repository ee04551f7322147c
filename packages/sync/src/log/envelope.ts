import type { BranchId, EventId, Incarnation, StaffId, TerminalId, UnixMs } from '@jifen/core';
import type { Posting } from '../ledger/posting.ts';
import type { JsonValue } from './canonical-json.ts';
import type { Hlc } from './hlc.ts';

/** SHA-256 of a text in UTF-8, as 64 hex digits. Injected: this package has no crypto of its own. */
export type Sha256 = (text: string) => Hash;
/** 64 lower-case hex digits. */
export type Hash = string;

/** The hash before the first event of an incarnation. */
export const GENESIS_HASH: Hash = '0'.repeat(64);

export const ENVELOPE_VERSION = 1;

/** The stable outside of an event. Postings say everything the ledger needs; the body may be of a version unknown to the reader. */
export type Envelope = {
  readonly ev: typeof ENVELOPE_VERSION;
  readonly id: EventId;
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  /** 1, 2, 3 … without gaps within (branch, incarnation). */
  readonly seq: number;
  readonly prevHash: Hash;
  readonly hash: Hash;
  readonly at: UnixMs;
  readonly hlc: Hlc;
  /** The last HQ time that the branch had seen; 0 before the first. */
  readonly hqFloor: UnixMs;
  readonly terminal: TerminalId | null;
  readonly staff: StaffId | null;
  readonly type: string;
  readonly typeVersion: number;
  readonly postings: readonly Posting[];
  readonly body: { readonly [key: string]: JsonValue };
};

/** Personal data beside the chain. Erasing it leaves `body.privateHash` and the chain verifiable. */
export type PrivatePart = { readonly salt: string; readonly data: { readonly [key: string]: JsonValue } };

/** An event as a store keeps it; `private` is null when there never was any or when it was erased. */
export type LoggedEvent = { readonly envelope: Envelope; readonly private: PrivatePart | null };

/** What a writer decides; the log adds place and hashes. */
export type EventDraft = Pick<Envelope, 'id' | 'type' | 'typeVersion' | 'postings' | 'body'> & { readonly private: PrivatePart | null };
