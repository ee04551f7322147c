import type { EventId } from '@jifen/core';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { PrintJobRow } from './print-schema.ts';
import { flagOf } from './schema.ts';
import { statement } from './statement.ts';

const INSERT_JOB = statement((build, row: Omit<PrintJobRow, 'no'>) => build.insertInto('print_job').values(row));

export type NewPrintJob = Pick<PrintJobRow, 'id' | 'of' | 'layout' | 'opens_drawer' | 'copy_no' | 'made_at' | 'incarnation_no'>;

/** `printed`: somebody else prints it, and this row remembers that. */
export function insertPrintJob(trx: BranchTrx, job: NewPrintJob, state: 'waiting' | 'printed' = 'waiting'): void {
  trx.run(INSERT_JOB, { ...job, state, code: null, is_stuck: 0, attempts: 0, may_be_printed: 0 });
}

export function findPrintJob(db: BranchDb, id: string): PrintJobRow | null {
  return db.first(db.sql.selectFrom('print_job').selectAll().where('id', '=', id)) ?? null;
}

/** The oldest job that the printer may try, whether for the first time or again. */
export function findNextPrintJob(db: BranchDb): PrintJobRow | null {
  const open = db.sql.selectFrom('print_job').selectAll().where('state', '<>', sql.lit('printed'));
  return db.first(open.where('state', '<>', sql.lit('printing')).where('is_stuck', '=', sql.lit(0)).orderBy('no').limit(1)) ?? null;
}

/** Jobs that are not on paper, oldest first. */
export function listOpenPrintJobs(db: BranchDb, limit: number): PrintJobRow[] {
  return db.all(db.sql.selectFrom('print_job').selectAll().where('state', '<>', sql.lit('printed')).orderBy('no').limit(limit));
}

/** The job of an event's first paper, whether it is printed or not. */
export function findFirstJob(db: BranchDb, of: EventId): PrintJobRow | null {
  const jobs = db.sql.selectFrom('print_job').selectAll().where('of', '=', of);
  return db.first(jobs.where('copy_no', '=', sql.lit(0)).limit(1)) ?? null;
}

/** It is about to be sent. From here on nobody knows how much of it is on paper until it is settled. */
export function claimPrintJob(trx: BranchTrx, { no, attempts }: PrintJobRow): void {
  setJob(trx, no, { state: 'printing', code: null, is_stuck: 0, attempts: attempts + 1 });
}

export function finishPrintJob(trx: BranchTrx, no: number): void {
  setJob(trx, no, { state: 'printed' });
}

export type JobFailure = { readonly code: string; readonly isStuck: boolean; readonly mayBePrinted: boolean };

export function failPrintJob(trx: BranchTrx, no: number, { code, isStuck, mayBePrinted }: JobFailure): void {
  setJob(trx, no, { state: 'failed', code, is_stuck: flagOf(isStuck), may_be_printed: flagOf(mayBePrinted) });
}

/** A person asks for another try. */
export function retryPrintJob(trx: BranchTrx, no: number): void {
  setJob(trx, no, { state: 'waiting', code: null, is_stuck: 0, attempts: 0 });
}

export function dropPrintJob(trx: BranchTrx, no: number): void {
  trx.run(trx.sql.deleteFrom('print_job').where('no', '=', no));
}

/** What was being printed when the till went down waits again; some of it may be on paper. The number of such jobs. */
export function recoverPrintJobs(trx: BranchTrx): number {
  return trx.run(trx.sql.updateTable('print_job').set({ state: 'waiting', may_be_printed: 1 }).where('state', '=', sql.lit('printing')));
}

function setJob(trx: BranchTrx, no: number, change: Partial<PrintJobRow>): void {
  trx.run(trx.sql.updateTable('print_job').set(change).where('no', '=', no));
}
