import type { MemberId } from '@jifen/core';
import { sql } from 'kysely';
import type { BranchDb } from './open-branch-store.ts';
import type { DispositionRow, LogRow } from './schema.ts';

export type JournalRow = Pick<LogRow, 'incarnation_no' | 'seq' | 'id' | 'at' | 'type' | 'type_version' | 'body' | 'receipt_no'> & {
  readonly staff_name: string | null;
  readonly member_name: string | null;
  readonly disposition: DispositionRow['disposition'] | null;
  readonly code: string | null;
};

/**
 * `pending`: beyond what HQ has; `lives` says how far that is in each life of this file of which something is left.
 * `judged`: HQ has them, and said this.
 */
export type JournalFilter =
  | { readonly kind: 'any' }
  | { readonly kind: 'pending'; readonly lives: readonly AckedLife[] }
  | { readonly kind: 'judged'; readonly disposition: DispositionRow['disposition'] };

export type AckedLife = { readonly no: number; readonly ackedSeq: number };

export type JournalQuery = {
  /** Only events before this one; null: from the newest. */
  readonly before: { readonly incarnationNo: number; readonly seq: number } | null;
  readonly limit: number;
  readonly only:
    | { readonly kind: 'all' }
    | { readonly kind: 'receipt'; readonly receiptNo: string }
    | { readonly kind: 'members'; readonly ids: readonly MemberId[] };
  readonly state: JournalFilter;
};

/** Events of this database, newest first: those of the present life, then those of the one before. */
export function listJournal(db: BranchDb, { before, limit, only, state }: JournalQuery): JournalRow[] {
  let query = db.sql
    .selectFrom('log')
    .leftJoin('staff', 'staff.id', 'log.staff')
    .leftJoin('member', 'member.id', 'log.member_id')
    .leftJoin('disposition', (join) =>
      join.onRef('disposition.incarnation_no', '=', 'log.incarnation_no').onRef('disposition.seq', '=', 'log.seq'),
    )
    .select(['log.incarnation_no', 'log.seq', 'log.id', 'log.at', 'type', 'type_version', 'body', 'receipt_no'])
    .select(['staff.name as staff_name', 'member.name as member_name', 'disposition.disposition', 'disposition.code']);
  if (before !== null) {
    const { incarnationNo, seq } = before;
    query = query.where(sql<boolean>`(log.incarnation_no, log.seq) < (${incarnationNo}, ${seq})`);
  }
  if (only.kind === 'receipt') query = query.where('receipt_no', '=', only.receiptNo);
  if (only.kind === 'members') query = query.where('log.member_id', 'in', only.ids);
  if (state.kind === 'pending') query = query.where((where) => where.or(state.lives.map(beyond)));
  if (state.kind === 'judged') query = query.where('disposition.disposition', '=', state.disposition);
  return db.all(query.orderBy('log.incarnation_no', 'desc').orderBy('log.seq', 'desc').limit(limit));
}

function beyond({ no, ackedSeq }: AckedLife) {
  return sql<boolean>`(log.incarnation_no = ${no} and log.seq > ${ackedSeq})`;
}
