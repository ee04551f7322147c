import { type Incarnation, must, type UnixMs } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { EnrolmentRow, IncarnationRow } from './schema.ts';
import { statement } from './statement.ts';

/** One life of this database: its number in the file and the name under which it writes. */
export type Life = { readonly no: number; readonly writer: Writer };

const ENROLMENT = statement((from) => from.selectFrom('enrolment').selectAll());

export function findEnrolment(db: BranchDb): EnrolmentRow | null {
  return db.first(ENROLMENT, {}) ?? null;
}

export function insertEnrolment(trx: BranchTrx, row: Omit<EnrolmentRow, 'id'>): void {
  trx.run(trx.sql.insertInto('enrolment').values({ id: 1, ...row }));
}

/** The machine was enrolled again: the branch stays what it is. */
export function saveEnrolment(trx: BranchTrx, row: Omit<EnrolmentRow, 'id'>): void {
  trx.run(trx.sql.updateTable('enrolment').set(row));
}

export function findIncarnation(db: BranchDb, incarnation: Incarnation): Life | null {
  return lifeOf(db, db.first(db.sql.selectFrom('incarnation').selectAll().where('incarnation', '=', incarnation)));
}

export function findLiveIncarnation(db: BranchDb): Life | null {
  return lifeOf(db, db.first(db.sql.selectFrom('incarnation').selectAll().where('is_live', '=', sql.lit(1))));
}

export function findIncarnationByNo(db: BranchDb, no: number): Life {
  const row = db.first(db.sql.selectFrom('incarnation').selectAll().where('no', '=', no));
  return must(lifeOf(db, row), `life ${no}`);
}

export function listIncarnations(db: BranchDb): Incarnation[] {
  return db.all(db.sql.selectFrom('incarnation').select('incarnation').orderBy('no')).map((row) => row.incarnation);
}

export type NewIncarnation = { readonly incarnation: Incarnation; readonly openedAt: UnixMs; readonly reason?: IncarnationRow['reason'] };

/** Begins a life of this file: its first, or one after the last, which then lives no more. */
export function insertIncarnation(trx: BranchTrx, { incarnation, openedAt, reason = 'enrolled' }: NewIncarnation): void {
  const no = listIncarnations(trx).length + 1;
  trx.run(trx.sql.updateTable('incarnation').set({ is_live: 0 }).where('is_live', '=', sql.lit(1)));
  trx.run(trx.sql.insertInto('incarnation').values({ no, incarnation, reason, opened_at: openedAt, is_live: 1 }));
}

function lifeOf(db: BranchDb, row: IncarnationRow | undefined): Life | null {
  const enrolment = findEnrolment(db);
  if (row === undefined || enrolment === null) return null;
  return { no: row.no, writer: { branch: enrolment.branch, incarnation: row.incarnation } };
}
