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

/** An event with what stands beside it, as the walk over the log reads it. */
export type LogRow = HqSchema['event'] & {
  readonly private_id: string | null;
  readonly salt: string | null;
  readonly sealed: string | null;
  readonly erased_at: number | null;
};

const LOG_SQL = `
  select e.gseq, e.event_id, e.branch_id, e.incarnation, e.seq, e.prev_hash, e.hash, e.at, e.received_at, e.settle_at,
         e.type, e.type_version, e.disposition, e.code, e.content,
         p.event_id as private_id, p.salt, p.sealed, p.erased_at
    from event e left join event_private p on p.event_id = e.event_id
   order by e.gseq`;

/** All events in HQ's order, which is the order in which they were booked. One row is in memory at a time. */
export function iterateLog(db: SqliteHandle): Iterable<LogRow> {
  return db.prepare<[], LogRow>(LOG_SQL).iterate();
}

export function isOfHq({ branch_id }: Pick<LogRow, 'branch_id'>): boolean {
  return branch_id === HQ_BRANCH;
}

export function placeOfRow({ branch_id, incarnation, seq }: Pick<LogRow, 'branch_id' | 'incarnation' | 'seq'>) {
  return { branch: branch_id, incarnation, seq };
}
