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

export type JournalQuery = {
  /** Only events before this one; null: from the newest. */
  readonly before: { readonly incarnationNo: number; readonly seq: number } | null;
  readonly limit: number;
  readonly only:
    | { readonly kind: 'all' }
    | { readonly kind: 'receipt'; readonly receiptNo: string }
    | { readonly kind: 'members'; readonly ids: readonly MemberId[] };
};

/** Events of this database, newest first: those of the present life, then those of the one before. */
export function listJournal(db: BranchDb, { before, limit, only }: JournalQuery): JournalRow[] {
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
  return db.all(query.orderBy('log.incarnation_no', 'desc').orderBy('log.seq', 'desc').limit(limit));
}
