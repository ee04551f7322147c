import {
  type BranchId,
  type BusinessDate,
  err,
  type EventId,
  type Incarnation,
  isCalendarDay,
  must,
  ok,
  type Result,
  type StaffId,
  type UnixMs,
} from '@jifen/core';
import { differencesOf, type Hash, readBranchBody, type ShiftTotals } from '@jifen/sync';
import type { HqContext } from '../context.ts';
import { isInScope, scopeOf, type StaffCaller } from '../service/caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from '../service/cursor.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { findShift, listShifts } from '../store/shift-store.ts';
import type { ShiftTable } from '../store/table/counter-tables.ts';
import type { ZReport } from './contradictions.ts';
import { foldReport } from './fold-report.ts';

export type Shift = {
  readonly id: EventId;
  readonly shiftNo: string;
  readonly branchId: BranchId;
  readonly businessDate: BusinessDate;
  readonly openedAt: UnixMs;
  readonly openedBy: StaffId | null;
  readonly closedAt: UnixMs | null;
  readonly closedBy: StaffId | null;
  readonly expectedFen: number | null;
  readonly countedFen: number | null;
  readonly differenceFen: number | null;
  readonly verdict: ShiftTable['verdict'];
};

export type ShiftRecord = Shift & {
  readonly report: {
    readonly totals: ShiftTotals;
    readonly firstIncarnation: Incarnation;
    readonly firstSeq: number;
    readonly lastSeq: number;
    readonly lastHash: Hash;
  } | null;
  /** HQ's own sum of the same events, over how many lives of the till, and where it says otherwise. */
  readonly held: { readonly totals: ShiftTotals; readonly differences: readonly string[]; readonly lives: number } | null;
};

type ShiftQuery = ListQuery & { readonly branchId?: BranchId | undefined; readonly date?: string | undefined };

export async function readShifts(context: HqContext, caller: StaffCaller, query: ShiftQuery): Promise<Result<PageOf<Shift>, HqProblem>> {
  const scope = scopeOf(caller);
  if (query.branchId !== undefined && !isInScope(scope, query.branchId)) return err(NOT_FOUND);
  if (query.date !== undefined && !isCalendarDay(query.date)) return err({ code: 'time_out_of_range' });
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rows = await listShifts(context.db, { branch: query.branchId ?? scope, date: query.date ?? null }, page.value);
  return ok(
    pageOf(rows, query.limit, {
      keyset: (row) => ({ after: row.opened_at, id: row.shift_id }),
      item: (row) => shiftOf(row, reportOf(row)),
    }),
  );
}

export async function readShift(context: HqContext, caller: StaffCaller, id: EventId): Promise<Result<ShiftRecord, HqProblem>> {
  const row = await findShift(context.db, id);
  if (row === null || !isInScope(scopeOf(caller), row.branch_id)) return err(NOT_FOUND);
  const report = reportOf(row);
  if (report === null || row.closed_in === null) return ok({ ...shiftOf(row, report), report: null, held: null });
  const { cash, tenders, counts, points, firstIncarnation, firstSeq, lastSeq, lastHash } = report;
  const totals = { cash, tenders, counts, points };
  const held = await foldReport(context.db, { branch: row.branch_id, incarnation: row.closed_in }, report);
  return ok({
    ...shiftOf(row, report),
    report: { totals, firstIncarnation, firstSeq, lastSeq, lastHash },
    held: held === null ? null : { ...held, differences: differencesOf(report, held.totals) },
  });
}

function shiftOf(row: ShiftTable, report: ZReport | null): Shift {
  return {
    id: row.shift_id,
    shiftNo: row.shift_no,
    branchId: row.branch_id,
    businessDate: row.business_date,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    expectedFen: report?.cash.expectedFen ?? null,
    countedFen: report?.countedFen ?? null,
    differenceFen: report?.differenceFen ?? null,
    verdict: row.verdict,
  };
}

function reportOf({ shift_id: id, report }: ShiftTable): ZReport | null {
  if (report === null) return null;
  const reading = readBranchBody({ type: 'shift_closed', typeVersion: 1, body: JSON.parse(report) });
  return must(reading.kind === 'known' && reading.event.type === 'shift_closed' ? reading.event.body : null, `report of shift ${id}`);
}
