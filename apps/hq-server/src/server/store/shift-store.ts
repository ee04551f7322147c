import type { BranchId, BusinessDate, EventId, Incarnation, UnixMs } from '@jifen/core';
import { SHIFT_TYPES, type Writer } from '@jifen/sync';
import { type Kysely, sql } from 'kysely';
import { loadByKeys } from './bulk.ts';
import { keysetId, keysetValue, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';
import type { ShiftTable } from './table/counter-tables.ts';

/** `date`: a business date. */
export type ShiftFilter = { readonly branch: BranchId | null; readonly date: string | null };

/** Shifts, the last opened first. */
export async function listShifts(db: Kysely<HqSchema>, filter: ShiftFilter, { limit, after }: PageRequest): Promise<ShiftTable[]> {
  let query = db.selectFrom('shift').selectAll();
  if (filter.branch !== null) query = query.where('branch_id', '=', filter.branch);
  if (filter.date !== null) query = query.where('business_date', '=', sql<BusinessDate>`${filter.date}`);
  if (after !== null) {
    const at = keysetValue<UnixMs>(after);
    query = query
      .where('opened_at', '<=', at)
      .where((eb) => eb.or([eb('opened_at', '<', at), eb.and([eb('opened_at', '=', at), eb('shift_id', '<', keysetId<EventId>(after))])]));
  }
  return await query
    .orderBy('opened_at', 'desc')
    .orderBy('shift_id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function findShift(db: Kysely<HqSchema>, id: EventId): Promise<ShiftTable | null> {
  return (await db.selectFrom('shift').selectAll().where('shift_id', '=', id).executeTakeFirst()) ?? null;
}

export async function listShiftsById(db: Kysely<HqSchema>, ids: Iterable<EventId>): Promise<ShiftTable[]> {
  return await loadByKeys(ids, (list) => db.selectFrom('shift').selectAll().where('shift_id', 'in', list).execute());
}

/** Where the Z report before `seq` stands in a log; null when it has none. */
export async function findZSeqBefore(db: Kysely<HqSchema>, { branch, incarnation }: Writer, seq: number): Promise<number | null> {
  const row = await db
    .selectFrom('shift')
    .select('z_seq')
    .where('branch_id', '=', branch)
    .where('closed_in', '=', incarnation)
    .where('z_seq', '<', seq)
    .orderBy('z_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.z_seq ?? null;
}

/** A part of one log, both ends included. */
export type Stretch = Writer & { readonly fromSeq: number; readonly toSeq: number };
export type FactRow = { readonly seq: number; readonly content: string };

/** Events of a stretch that a shift's report counts, in order, at most `limit`. */
export async function listShiftFacts(db: Kysely<HqSchema>, stretch: Stretch, limit: number): Promise<FactRow[]> {
  return await db
    .selectFrom('event')
    .select(['seq', 'content'])
    .where('branch_id', '=', stretch.branch)
    .where('incarnation', '=', stretch.incarnation)
    .where('seq', '>=', stretch.fromSeq)
    .where('seq', '<=', stretch.toSeq)
    .where('type', 'in', SHIFT_TYPES)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The first event of a log and how far HQ has it; null when HQ does not know it. */
export async function findLogOf(
  db: Kysely<HqSchema>,
  { branch, incarnation }: { readonly branch: BranchId; readonly incarnation: Incarnation },
): Promise<{ readonly first: string | null; readonly lastSeq: number } | null> {
  const row = await db
    .selectFrom('incarnation')
    .leftJoin('event', (join) =>
      join
        .onRef('event.branch_id', '=', 'incarnation.branch_id')
        .onRef('event.incarnation', '=', 'incarnation.incarnation')
        .on('event.seq', '=', 1),
    )
    .select(['event.content', 'incarnation.last_seq'])
    .where('incarnation.branch_id', '=', branch)
    .where('incarnation.incarnation', '=', incarnation)
    .executeTakeFirst();
  return row === undefined ? null : { first: row.content, lastSeq: row.last_seq };
}
