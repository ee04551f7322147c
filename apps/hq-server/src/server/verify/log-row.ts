import { HQ_BRANCH } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { BranchBody, BranchEventType, Envelope, HqBody, HqEventType } from '@jifen/sync';
import type { HqSchema } from '../store/schema.ts';

type BranchContent = { readonly [T in BranchEventType]: { readonly type: T; readonly body: BranchBody<T> } }[BranchEventType];
type HqContent = { readonly [T in HqEventType]: { readonly type: T; readonly body: HqBody<T> } }[HqEventType];

/** The body of an event that somebody has vouched for: HQ when it took it in, or a schema. */
export type KnownBody = BranchContent | HqContent;

/** The parsed text of an event. Its shape is what its writer made it: right only as long as its hash is. */
export type LogContent = Omit<Envelope, 'hash' | 'type' | 'body'> & KnownBody;

/** An event with what HQ noted when it came. */
export type EventRow = Omit<HqSchema['event'], 'prev_hash' | 'hash' | 'at'>;

/** An event as it is hashed, with what stands beside it. */
export type TextRow = HqSchema['event'] & {
  readonly private_id: string | null;
  readonly salt: string | null;
  readonly sealed: string | null;
  readonly erased_at: number | null;
};

/** A row whose text is an event. */
export type ReadRow<Row extends EventRow = EventRow> = {
  readonly row: Row;
  readonly content: LogContent;
  /** Hash and columns are its own. */
  readonly isTrue: boolean;
};

const EVENT_COLUMNS = `e.gseq, e.event_id, e.branch_id, e.incarnation, e.seq, e.received_at, e.settle_at,
         e.type, e.type_version, e.disposition, e.code, e.content`;

const TEXT_SQL = `
  select ${EVENT_COLUMNS}, e.prev_hash, e.hash, e.at, p.event_id as private_id, p.salt, p.sealed, p.erased_at
    from event e left join event_private p on p.event_id = e.event_id
   order by e.gseq`;

/** All events in HQ's order, which is the order in which they were booked. One row is in memory at a time. */
export function iterateTexts(db: SqliteHandle): Iterable<TextRow> {
  return db.prepare<[], TextRow>(TEXT_SQL).iterate();
}

/** The same events without what only hashing needs. */
export function iterateEvents(db: SqliteHandle): Iterable<EventRow> {
  return db.prepare<[], EventRow>(`select ${EVENT_COLUMNS} from event e order by e.gseq`).iterate();
}

/** Null when the text is no event at all. */
export function readContent(text: string): LogContent | null {
  let content: LogContent;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  const isEvent = typeof content === 'object' && content !== null && Array.isArray(content.postings) && isRecord(content.body);
  return isEvent ? content : null;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isOfHq({ branch_id }: Pick<EventRow, 'branch_id'>): boolean {
  return branch_id === HQ_BRANCH;
}

export function placeOfRow({ branch_id, incarnation, seq }: Pick<EventRow, 'branch_id' | 'incarnation' | 'seq'>) {
  return { branch: branch_id, incarnation, seq };
}
