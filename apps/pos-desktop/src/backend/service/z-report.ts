import { err, type BusinessDate, type EventId, type Fen, must, ok, type Result, type UnixMs } from '@jifen/core';
import type { Hash, ShiftTotals } from '@jifen/sync';
import { findOpenShift, findShift, listClosedShifts } from '../store/shift.ts';
import { readFact } from './read-fact.ts';
import { type Person, personOf, type ShiftView, shiftViewOf } from './shift.ts';
import type { SignedIn, Till } from './till.ts';

export type ZReport = {
  readonly shiftId: EventId;
  /** The event that is the report. */
  readonly eventId: EventId;
  readonly shiftNo: string;
  readonly openedAt: UnixMs;
  readonly openedBy: Person | null;
  readonly closedAt: UnixMs;
  readonly closedBy: Person | null;
  readonly businessDate: BusinessDate;
  readonly totals: ShiftTotals;
  readonly countedFen: Fen;
  readonly differenceFen: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastHash: Hash;
};

/** Null when no such shift was closed here. */
export function findZReport(till: Till, shiftId: EventId): ZReport | null {
  const row = findShift(till.store, shiftId);
  if (row?.z_event === null || row === null) return null;
  const { at, staff, body } = readFact(till.store, till, { id: row.z_event, type: 'shift_closed' });
  const { cash, tenders, counts, points, shiftNo, openedAt, openedBy, businessDate, ...counted } = body;
  return {
    shiftId,
    eventId: row.z_event,
    shiftNo,
    openedAt,
    openedBy: personOf(till.store, openedBy),
    closedAt: at,
    closedBy: personOf(till.store, staff),
    businessDate,
    totals: { cash, tenders, counts, points },
    countedFen: counted.countedFen,
    differenceFen: counted.differenceFen,
    firstSeq: counted.firstSeq,
    lastSeq: counted.lastSeq,
    lastHash: counted.lastHash,
  };
}

export function getZReport(till: Till, shiftId: EventId): ZReport {
  return must(findZReport(till, shiftId), `Z report of ${shiftId}`);
}

export type ZPage = { readonly items: readonly ZReport[]; readonly nextCursor: string | null };

/** Closed shifts, newest first. */
export function listZReports(
  till: Till,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Result<ZPage, { readonly code: 'cursor_malformed' }> {
  const before = cursor === null ? null : parseCursor(cursor);
  if (before === undefined) return err({ code: 'cursor_malformed' });
  const rows = listClosedShifts(till.store, { before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last.no) : null;
  return ok({ items: page.map(({ id }) => getZReport(till, id)), nextCursor });
}

/** What a person who is to count the drawer blindly may not see is null. */
export type XTotals = Omit<ShiftTotals, 'cash' | 'tenders'> & {
  readonly cash: { readonly [Name in keyof ShiftTotals['cash']]: ShiftTotals['cash'][Name] | null };
  readonly tenders: readonly {
    readonly method: ShiftTotals['tenders'][number]['method'];
    readonly salesFen: Fen | null;
    readonly refundsFen: Fen | null;
  }[];
};

/** `shift` null: none is open, and these are what the next one begins with. */
export type XReport = { readonly shift: ShiftView | null; readonly at: UnixMs; readonly totals: XTotals; readonly isBlind: boolean };

/** The shift so far. Nothing is written. A cashier, who will count the drawer, does not see what should be in it. */
export async function readXReport(till: Till, { role }: Pick<SignedIn, 'role'>): Promise<XReport> {
  await till.shiftFold.catchUp(till.store);
  const open = findOpenShift(till.store);
  const totals = till.shiftFold.totals(till.store);
  const isBlind = role === 'cashier';
  return { shift: open === null ? null : shiftViewOf(till, open), at: till.clock(), totals: isBlind ? blindOf(totals) : totals, isBlind };
}

function blindOf({ cash, tenders, ...open }: ShiftTotals): XTotals {
  return {
    ...open,
    cash: { ...cash, salesFen: null, refundsFen: null, expectedFen: null },
    tenders: tenders.map((tender) => (tender.method === 'cash' ? { ...tender, salesFen: null, refundsFen: null } : tender)),
  };
}

function cursorOf(no: number): string {
  return Buffer.from(`shift:${no}`).toString('base64url');
}

function parseCursor(cursor: string): number | undefined {
  const match = /^shift:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  return match === null ? undefined : Number(match[1]);
}
