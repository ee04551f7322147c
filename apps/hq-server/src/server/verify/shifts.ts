import type { BranchId, BusinessDate, EventId, Incarnation, StaffId, Tender, UnixMs } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import { type BranchBody, SHIFT_TYPES } from '@jifen/sync';
import { MAX_FOLDED_EVENTS } from '../shift/fold-log.ts';
import { checkTable } from './check-tables.ts';
import { type Columns, isSameJson } from './compare-rows.ts';
import { type Findings, NOWHERE } from './finding.ts';
import type { EventRow, KnownBody, LogContent } from './log-row.ts';

type Report = BranchBody<'shift_closed'>;
type Verdict = 'confirmed' | 'contradicted' | null;

/** A shift as the logs tell it. */
type ShiftMark = {
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  shiftNo: string;
  businessDate: BusinessDate;
  openedAt: UnixMs;
  openedBy: StaffId | null;
  closed: {
    readonly at: UnixMs;
    readonly by: StaffId | null;
    readonly event: EventId;
    readonly incarnation: Incarnation;
    readonly seq: number;
    readonly report: Report;
    /** Undefined: the logs leave it open. */
    readonly verdict: Verdict | undefined;
  } | null;
};
export type Shifts = Map<EventId, ShiftMark>;

/** What one log added up since its last Z report: by name of the figure, counted by this check's own hand. */
export type ShiftWay = {
  firstSeq: number;
  previousSeq: number | null;
  /** The last event of the log so far. */
  lastSeq: number;
  /** Something of it cannot be read, is damaged or missing. */
  isDoubtful: boolean;
  sums: Map<string, number>;
};

export function startShiftWay(): ShiftWay {
  return { firstSeq: 1, previousSeq: null, lastSeq: 0, isDoubtful: false, sums: new Map() };
}

export type ShiftStep = {
  readonly row: Pick<EventRow, 'branch_id' | 'incarnation' | 'seq'>;
  readonly content: LogContent;
  readonly body: KnownBody | null;
  readonly isTrue: boolean;
  /** HQ took it in: its body counted. */
  readonly isBooked: boolean;
};

const COUNTED: ReadonlySet<string> = new Set(SHIFT_TYPES);

/** What one event of a branch says of shifts. */
export function foldShift(shifts: Shifts, way: ShiftWay, step: ShiftStep): void {
  const { row, content, body, isTrue, isBooked } = step;
  if (!isTrue || row.seq !== way.lastSeq + 1 || (body === null && COUNTED.has(content.type))) way.isDoubtful = true;
  way.lastSeq = row.seq;
  if (body === null) return;
  if (body.type === 'shift_opened' && isBooked) open(shifts, step, body.body);
  if (body.type === 'shift_closed' && isBooked) close(shifts, way, { ...step, report: body.body });
  else addUp(way.sums, body);
}

function open(shifts: Shifts, { row, content }: ShiftStep, { shiftNo, businessDate }: BranchBody<'shift_opened'>): void {
  if (shifts.has(content.id)) return;
  const { branch_id: branch, incarnation } = row;
  shifts.set(content.id, { branch, incarnation, shiftNo, businessDate, openedAt: content.at, openedBy: content.staff, closed: null });
}

type Closing = ShiftStep & { readonly report: Report };

function close(shifts: Shifts, way: ShiftWay, closing: Closing): void {
  const { row, content, report } = closing;
  const known = shifts.get(report.shiftId);
  if (known !== undefined && (known.closed !== null || known.branch !== row.branch_id)) return;
  const { branch_id: branch, incarnation, seq } = row;
  const { shiftNo, businessDate, openedAt, openedBy } = report;
  const isAsOpened =
    known === undefined ||
    (known.shiftNo === shiftNo && known.businessDate === businessDate && known.openedAt === openedAt && known.openedBy === openedBy);
  const verdict = isAsOpened ? verdictOn(way, closing) : 'contradicted';
  shifts.set(report.shiftId, {
    branch,
    incarnation: known?.incarnation ?? incarnation,
    shiftNo,
    businessDate,
    openedAt,
    openedBy,
    closed: { at: content.at, by: content.staff, event: content.id, incarnation, seq, report, verdict },
  });
  Object.assign(way, { ...startShiftWay(), firstSeq: seq + 1, previousSeq: seq, lastSeq: seq });
}

function verdictOn(way: ShiftWay, { row, content, report }: Closing): Verdict | undefined {
  const { firstIncarnation, firstSeq, lastSeq, lastHash, cash, countedFen, differenceFen } = report;
  const isOneLife = firstIncarnation === row.incarnation;
  const isAfterLast = way.previousSeq === null || (isOneLife && firstSeq === way.firstSeq);
  const isBefore = lastSeq === row.seq - 1 && lastHash === content.prevHash && firstSeq <= (isOneLife ? row.seq : firstSeq);
  const expectedFen = cash.floatFen + cash.salesFen + cash.paidInFen - cash.refundsFen - cash.paidOutFen;
  const isSum = cash.expectedFen === expectedFen && differenceFen === countedFen - expectedFen;
  if (!isAfterLast || !isBefore || !isSum) return 'contradicted';
  if (!isOneLife || lastSeq - firstSeq >= MAX_FOLDED_EVENTS) return null;
  // The first report of a till from before there were shifts begins where it says; what it left out was not added up here.
  if (way.isDoubtful || firstSeq !== way.firstSeq) return undefined;
  return isSaid(report, way.sums) ? 'confirmed' : 'contradicted';
}

/** What the report says against what its events say, figure by figure; how many were written with the line cut stands in no log. */
function isSaid({ cash, tenders, counts, points }: Report, sums: ReadonlyMap<string, number>): boolean {
  const said = new Map<string, number>();
  for (const [name, n] of Object.entries({ ...cash, ...counts, ...points })) said.set(name, n);
  for (const { method, salesFen, refundsFen } of tenders) {
    said.set(`${method} in`, salesFen);
    said.set(`${method} out`, refundsFen);
  }
  for (const name of ['offline', 'expectedFen']) said.delete(name);
  for (const [name, n] of sums) if (n !== (said.get(name) ?? 0)) return false;
  for (const [name, n] of said) if (n !== (sums.get(name) ?? 0)) return false;
  return true;
}

function addUp(sums: Map<string, number>, event: KnownBody): void {
  const add = (name: string, n: number) => sums.set(name, (sums.get(name) ?? 0) + n);
  const pay = (way: 'in' | 'out', tenders: readonly Tender[]) => {
    for (const { method, amountFen } of tenders) {
      add(`${method} ${way}`, amountFen);
      if (method === 'cash') add(way === 'in' ? 'salesFen' : 'refundsFen', amountFen);
    }
  };
  if (event.type === 'sale_recorded') {
    pay('in', event.body.basket.tenders);
    add('sales', 1);
    add('issued', event.body.accrual?.points ?? 0);
  } else if (event.type === 'reward_redeemed' || event.type === 'order_fulfilled') {
    pay('in', event.body.tenders);
    add('redemptions', 1);
    add('redeemed', event.body.points);
  } else if (event.type === 'sale_refunded') {
    pay('out', event.body.tenders);
    add(event.body.isVoid ? 'voids' : 'refunds', 1);
    add('takenBack', event.body.pointsBack);
  } else if (event.type === 'redemption_refunded') {
    pay('out', event.body.tenders);
    add(event.body.isVoid ? 'voids' : 'redemptionRefunds', 1);
    add('restored', event.body.points);
  } else addDrawer(add, event);
}

function addDrawer(add: (name: string, n: number) => void, event: KnownBody): void {
  if (event.type === 'shift_opened') add('floatFen', event.body.floatFen);
  if (event.type === 'cash_moved') add(event.body.direction === 'in' ? 'paidInFen' : 'paidOutFen', event.body.amountFen);
  if (event.type === 'drawer_opened') add('drawerOpenings', 1);
  if (event.type === 'receipt_reprinted') add('reprints', 1);
  if (event.type === 'override_given') add('overrides', 1);
}

export function checkShifts(db: SqliteHandle, shifts: Shifts, findings: Findings): void {
  checkTable(db, findings, {
    table: 'shift',
    code: 'shift_differs',
    find: (row) => shifts.get(row.shift_id),
    list: () => [...shifts].map(([key, sum]) => ({ key, sum })),
    keyOf: (row) => row.shift_id,
    placeOf: () => NOWHERE,
    columnsOf: (sum, row) => (sum === undefined ? null : columnsOf(sum, row.report)),
  });
}

function columnsOf({ branch, incarnation, shiftNo, businessDate, openedAt, openedBy, closed }: ShiftMark, report: string | null): Columns {
  return {
    branch_id: branch,
    incarnation,
    shift_no: shiftNo,
    business_date: businessDate,
    opened_at: openedAt,
    opened_by: openedBy,
    closed_at: closed?.at ?? null,
    closed_by: closed?.by ?? null,
    report: isSameJson(report, closed?.report ?? null) ? report : JSON.stringify(closed?.report ?? null),
    z_event_id: closed?.event ?? null,
    closed_in: closed?.incarnation ?? null,
    z_seq: closed?.seq ?? null,
    verdict: closed === null ? null : closed.verdict,
  };
}
