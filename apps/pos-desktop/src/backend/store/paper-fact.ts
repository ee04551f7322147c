import type { EventId, Incarnation, UnixMs } from '@jifen/core';
import type { Hash } from '@jifen/sync';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { PaperFactRow } from './print-schema.ts';
import type { LogRow } from './schema.ts';

/** What a paper of an event says that the event does not. */
export function findPaperFact(db: BranchDb, id: EventId): PaperFactRow | null {
  return db.first(db.sql.selectFrom('paper_fact').selectAll().where('event_id', '=', id)) ?? null;
}

export function insertPaperFact(trx: BranchTrx, row: PaperFactRow): void {
  trx.run(trx.sql.insertInto('paper_fact').values(row));
}

/** Where an event stands in the chain, of any life of this file. */
export type Anchor = Pick<LogRow, 'type' | 'seq' | 'hash' | 'at' | 'receipt_no' | 'member_id'> & {
  readonly hash: Hash;
  readonly at: UnixMs;
  readonly incarnation: Incarnation;
  readonly staffName: string | null;
  /** Written with the line cut. */
  readonly isOffline: boolean;
  readonly isVoid: boolean;
};

export function findAnchor(db: BranchDb, id: EventId): Anchor | null {
  const row = db.first(
    db.sql
      .selectFrom('log')
      .innerJoin('incarnation', 'incarnation.no', 'log.incarnation_no')
      .leftJoin('staff', 'staff.id', 'log.staff')
      .leftJoin('offline_fact', (join) =>
        join.onRef('offline_fact.incarnation_no', '=', 'log.incarnation_no').onRef('offline_fact.seq', '=', 'log.seq'),
      )
      .select(['log.type', 'log.seq', 'log.hash', 'log.at', 'log.receipt_no', 'log.member_id', 'incarnation.incarnation'])
      .select([
        'staff.name as staffName',
        'offline_fact.seq as offlineSeq',
        sql<0 | 1 | null>`json_extract(log.body, '$.isVoid')`.as('void'),
      ])
      .where('log.id', '=', id),
  );
  if (row === undefined) return null;
  const { offlineSeq, void: isVoid, ...anchor } = row;
  return { ...anchor, isOffline: offlineSeq !== null, isVoid: isVoid === 1 };
}

/** How often the paper of an event was printed once more, and when last. */
export function findReprints(db: BranchDb, of: EventId): { readonly count: number; readonly lastAt: UnixMs | null } {
  const query = db.sql
    .selectFrom('log')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('at').as('lastAt')])
    .where('type', '=', sql.lit('receipt_reprinted'));
  return db.first(query.where(sql`json_extract(body, '$.of')`, '=', of)) ?? { count: 0, lastAt: null };
}
