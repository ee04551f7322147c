import { type BusinessDate, DAY_MS, err, type EventId, type Fen, ok, type Result, type StaffId, type UnixMs } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { ShiftRow } from '../store/shift-row.ts';
import { findOpenShift, insertShift, listClosedShifts, nextShiftNo } from '../store/shift.ts';
import { findStaff } from '../store/staff.ts';
import { appendEvent } from './append-event.ts';
import { type Command, type IdTaken, runCommand } from './run-command.ts';
import { businessDateAt } from './shop-day.ts';
import type { Actor, Till } from './till.ts';

/*
 *   none ──open──► open ──close (its Z report)──► closed, for ever
 *                  cash in, cash out, X
 *
 * A sale asks for no shift. What happens while none is open belongs to the next one, so every event stands in exactly one Z report.
 */

export type Person = { readonly id: StaffId; readonly name: string };

export type ShiftView = {
  readonly id: EventId;
  readonly shiftNo: string;
  readonly openedAt: UnixMs;
  readonly openedBy: Person | null;
  readonly businessDate: BusinessDate;
  /** Open for a day: somebody forgot to close it. */
  readonly isOverdue: boolean;
};

export type LastZ = { readonly shiftId: EventId; readonly shiftNo: string; readonly closedAt: UnixMs };
export type ShiftState = { readonly shift: ShiftView | null; readonly lastZ: LastZ | null };

export type ShiftProblem = { readonly code: 'shift_already_open' | 'shift_not_open' };

export function readShift(till: Till): ShiftState {
  const open = findOpenShift(till.store);
  const [last] = listClosedShifts(till.store, { before: null, limit: 1 });
  return { shift: open === null ? null : shiftViewOf(till, open), lastZ: last === undefined ? null : lastZOf(last) };
}

export function shiftViewOf(till: Till, row: ShiftRow): ShiftView {
  return {
    id: row.id,
    shiftNo: row.shift_no,
    openedAt: row.opened_at,
    openedBy: personOf(till.store, row.opened_by),
    businessDate: row.business_date,
    isOverdue: till.clock() - row.opened_at >= DAY_MS,
  };
}

/** By the name that HQ last sent. */
export function personOf(db: BranchDb, id: StaffId | null): Person | null {
  return id === null ? null : { id, name: findStaff(db, id)?.name ?? id };
}

function lastZOf({ id, shift_no: shiftNo, closed_at: closedAt }: ShiftRow): LastZ | null {
  return closedAt === null ? null : { shiftId: id, shiftNo, closedAt };
}

export type ShiftOpening = { readonly id: EventId; readonly floatFen: Fen };

/** Begins a shift with the change that lies in the drawer. */
export function openShift(till: Till, actor: Actor, input: ShiftOpening): Result<ShiftState, ShiftProblem | IdTaken> {
  const { id, floatFen } = input;
  const command: Command = { id, kind: 'shift_open', input, topics: ['shift'] };
  const done = runCommand(till, command, (trx): Result<null, ShiftProblem> => {
    if (findOpenShift(trx) !== null) return err({ code: 'shift_already_open' });
    const at = till.clock();
    const businessDate = businessDateAt(trx, till, at);
    const { no, shiftNo } = nextShiftNo(trx, till.log.writer.incarnation);
    const body = { shiftNo, businessDate, floatFen };
    appendEvent(trx, till, { id, type: 'shift_opened', body, postings: [], memberId: null, actor, at });
    insertShift(trx, { id, no, shiftNo, businessDate, openedAt: at, openedBy: actor?.id ?? null });
    return ok(null);
  });
  return done.ok ? ok(readShift(till)) : done;
}

type CashMoved = BranchBody<'cash_moved'>;
export type CashInput = { readonly id: EventId } & (
  | Pick<Extract<CashMoved, { direction: 'in' }>, 'direction' | 'amountFen' | 'reason'>
  | Pick<Extract<CashMoved, { direction: 'out' }>, 'direction' | 'amountFen' | 'reason'>
);

/** Money into the drawer or out of it that nobody paid for goods. */
export function moveCash(till: Till, actor: Actor, input: CashInput): Result<ShiftState, CashProblem | IdTaken> {
  const { id, ...move } = input;
  const command: Command = { id, kind: 'cash', input, topics: ['shift'] };
  const done = runCommand(till, command, (trx): Result<null, CashProblem> => {
    const shift = findOpenShift(trx);
    if (shift === null) return err({ code: 'shift_not_open' });
    if (move.amountFen === 0) return err({ code: 'cash_amount_missing' });
    const body: CashMoved = { ...move, shiftId: shift.id };
    appendEvent(trx, till, { id, type: 'cash_moved', body, postings: [], memberId: null, actor, at: till.clock() });
    return ok(null);
  });
  return done.ok ? ok(readShift(till)) : done;
}

export type CashProblem = ShiftProblem | { readonly code: 'cash_amount_missing' };
