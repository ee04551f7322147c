import type { FieldCipher } from '@jifen/platform';
import { GENESIS_HASH, type LogHead } from '@jifen/sync';
import { sql } from 'kysely';
import { findIncarnationByNo } from './incarnation.ts';
import type { Log } from './log.ts';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { PastLifeRow } from './schema.ts';
import { statement } from './statement.ts';

export function insertPastLife(trx: BranchTrx, row: PastLifeRow): void {
  trx.run(trx.sql.insertInto('past_life').values(row));
}

/** A life that ended, with its log and how far HQ has it. */
export type PastLife = { readonly log: Log; readonly acked: LogHead; readonly recovery: PastLifeRow['recovery'] };

const OPEN_PAST_LIFE = statement((from) =>
  from.selectFrom('past_life').selectAll().where('recovery', '=', 'open').orderBy('incarnation_no').limit(1),
);

/** The earliest life whose log HQ may not have whole; null when there is none. */
export function findOpenPastLife(db: BranchDb, cipher: FieldCipher): PastLife | null {
  const row = db.first(OPEN_PAST_LIFE, {});
  return row === undefined ? null : pastLifeOf(db, cipher, row);
}

export function listPastLives(db: BranchDb, cipher: FieldCipher): PastLife[] {
  const rows = db.all(db.sql.selectFrom('past_life').selectAll().orderBy('incarnation_no'));
  return rows.map((row) => pastLifeOf(db, cipher, row));
}

export type PastLifeProgress = { readonly acked: LogHead; readonly recovery: PastLifeRow['recovery'] };

export function savePastLife(trx: BranchTrx, no: number, { acked, recovery }: PastLifeProgress): void {
  const columns = { acked_seq: acked.seq, acked_hash: acked.hash, recovery };
  trx.run(trx.sql.updateTable('past_life').set(columns).where('incarnation_no', '=', no));
}

/** In a new history of HQ the logs of earlier lives are compared anew: it may have forgotten what it had of them. */
export function reopenPastLives(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('past_life').set({ acked_seq: 0, acked_hash: GENESIS_HASH, recovery: 'open' }));
}

/** Points that earlier lives held when they ended: nobody spends them until HQ knows what became of them. */
export function frozenPointsOf(db: BranchDb): number {
  const held = sql<number>`coalesce(sum(granted + earned + restored - spent - clawed - returned), 0)`;
  return db.first(db.sql.selectFrom('past_rights').select(held.as('n')))?.n ?? 0;
}

function pastLifeOf(db: BranchDb, cipher: FieldCipher, row: PastLifeRow): PastLife {
  const life = findIncarnationByNo(db, row.incarnation_no);
  return { log: { ...life, cipher }, acked: { seq: row.acked_seq, hash: row.acked_hash }, recovery: row.recovery };
}
