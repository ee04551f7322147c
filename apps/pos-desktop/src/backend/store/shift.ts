import { type BusinessDate, type EventId, type Incarnation, must, type StaffId, type UnixMs } from '@jifen/core';
import { SHIFT_TYPES } from '@jifen/sync';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { LogRow } from './schema.ts';
import type { ShiftRow } from './shift-row.ts';

export function findOpenShift(db: BranchDb): ShiftRow | null {
  return db.first(db.sql.selectFrom('shift').selectAll().where('z_event', 'is', null)) ?? null;
}

export function findShift(db: BranchDb, id: EventId): ShiftRow | null {
  return db.first(db.sql.selectFrom('shift').selectAll().where('id', '=', id)) ?? null;
}

export function findShiftOfZ(db: BranchDb, zEvent: EventId): ShiftRow | null {
  return db.first(db.sql.selectFrom('shift').selectAll().where('z_event', '=', zEvent)) ?? null;
}

/** Closed shifts, newest first; only those before `no`. */
export function listClosedShifts(db: BranchDb, { before, limit }: { readonly before: number | null; readonly limit: number }): ShiftRow[] {
  const closed = db.sql.selectFrom('shift').selectAll().where('z_event', 'is not', null);
  const some = before === null ? closed : closed.where('no', '<', before);
  return db.all(some.orderBy('no', 'desc').limit(limit));
}

export type NewShift = {
  readonly id: EventId;
  readonly no: number;
  readonly shiftNo: string;
  readonly businessDate: BusinessDate;
  readonly openedAt: UnixMs;
  readonly openedBy: StaffId | null;
};

export function insertShift(trx: BranchTrx, { id, no, shiftNo, businessDate, openedAt, openedBy }: NewShift): void {
  const opened = { business_date: businessDate, opened_at: openedAt, opened_by: openedBy };
  trx.run(trx.sql.insertInto('shift').values({ id, no, shift_no: shiftNo, ...opened, z_event: null, closed_at: null }));
}

export function saveZ(trx: BranchTrx, id: EventId, { zEvent, at }: { readonly zEvent: EventId; readonly at: UnixMs }): void {
  trx.run(trx.sql.updateTable('shift').set({ z_event: zEvent, closed_at: at }).where('id', '=', id));
}

/** The number after the last, and how the paper shows it, such as `9F3A-Z0042`: unique like a receipt number, counted over all lives. */
export function nextShiftNo(db: BranchDb, incarnation: Incarnation): Pick<NewShift, 'no' | 'shiftNo'> {
  const no = (db.first(db.sql.selectFrom('shift').select('no').orderBy('no', 'desc').limit(1))?.no ?? 0) + 1;
  return { no, shiftNo: `${incarnation.slice(0, 4).toUpperCase()}-Z${no.toString().padStart(4, '0')}` };
}

/** A place in this file's logs: those of all its lives, one after the other. */
export type LogPlace = { readonly no: number; readonly seq: number };

export function getZBoundary(db: BranchDb): LogPlace {
  const row = must(db.first(db.sql.selectFrom('z_boundary').select(['incarnation_no', 'seq'])), 'end of the last Z report');
  return { no: row.incarnation_no, seq: row.seq };
}

export function saveZBoundary(trx: BranchTrx, { no, seq }: LogPlace): void {
  trx.run(trx.sql.updateTable('z_boundary').set({ incarnation_no: no, seq }));
}

export function noteOffline(trx: BranchTrx, { no, seq }: LogPlace): void {
  trx.run(trx.sql.insertInto('offline_fact').values({ incarnation_no: no, seq }));
}

/** Facts after a place that were written with the line cut. */
export function countOfflineAfter(db: BranchDb, { no, seq }: LogPlace): number {
  const query = db.sql.selectFrom('offline_fact').select(({ fn }) => fn.countAll<number>().as('count'));
  return db.first(query.where(sql<boolean>`(incarnation_no, seq) > (${no}, ${seq})`))?.count ?? 0;
}

/** Where an event stands; null when it is not of this file. */
export function findPlace(db: BranchDb, id: EventId): LogPlace | null {
  const row = db.first(db.sql.selectFrom('log').select(['incarnation_no', 'seq']).where('id', '=', id));
  return row === undefined ? null : { no: row.incarnation_no, seq: row.seq };
}

/** The first event after a place, with the life that wrote it. */
export function findFirstAfter(db: BranchDb, { no, seq }: LogPlace): { readonly incarnation: Incarnation; readonly seq: number } | null {
  const query = db.sql
    .selectFrom('log')
    .innerJoin('incarnation', 'incarnation.no', 'log.incarnation_no')
    .select(['incarnation.incarnation', 'log.seq'])
    .where(sql<boolean>`(log.incarnation_no, log.seq) > (${no}, ${seq})`);
  return db.first(query.orderBy('log.incarnation_no').orderBy('log.seq').limit(1)) ?? null;
}

export type ShiftFactRow = Pick<LogRow, 'incarnation_no' | 'seq' | 'type' | 'type_version' | 'body'>;

/** Events after a place that a shift's report counts, in order, at most `limit`. */
export function listShiftFacts(db: BranchDb, { no, seq }: LogPlace, limit: number): ShiftFactRow[] {
  const query = db.sql
    .selectFrom('log')
    .select(['incarnation_no', 'seq', 'type', 'type_version', 'body'])
    .where(sql<boolean>`(incarnation_no, seq) > (${no}, ${seq})`)
    .where('type', 'in', SHIFT_TYPES);
  return db.all(query.orderBy('incarnation_no').orderBy('seq').limit(limit));
}

/** Bodies of what was given back after a place and before the next shift was opened. */
export function listReturnsAfter(db: BranchDb, { no, seq }: LogPlace): string[] {
  const after = db.sql
    .selectFrom('log')
    .where(sql<boolean>`(incarnation_no, seq) > (${no}, ${seq})`)
    .orderBy('incarnation_no')
    .orderBy('seq');
  const next = db.first(after.select(['incarnation_no', 'seq']).where('type', '=', sql.lit('shift_opened')).limit(1));
  const returns = after.select('body').where('type', '=', sql.lit('rights_returned'));
  const some = next === undefined ? returns : returns.where(sql<boolean>`(incarnation_no, seq) < (${next.incarnation_no}, ${next.seq})`);
  return db.all(some).map(({ body }) => body);
}
