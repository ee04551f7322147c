import { err, type EventId, type Fen, must, ok, type Result } from '@jifen/core';
import { type BranchBody, readBranchBody } from '@jifen/sync';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { findTail } from '../store/log.ts';
import type { ShiftRow } from '../store/shift-row.ts';
import {
  findFirstAfter,
  findOpenShift,
  findPlace,
  findShiftOfZ,
  getZBoundary,
  listReturnsAfter,
  saveZ,
  saveZBoundary,
} from '../store/shift.ts';
import { appendEvent } from './append-event.ts';
import { closeDay } from './close-life.ts';
import { type Command, type IdTaken, runCommand } from './run-command.ts';
import type { ShiftProblem } from './shift.ts';
import type { Actor, Till } from './till.ts';
import { getZReport, type ZReport } from './z-report.ts';

/** What was counted in the drawer, without knowing what should be there. */
export type ShiftClosing = { readonly id: EventId; readonly countedFen: Fen };
export type ClosedShift = { readonly z: ZReport; readonly returnedPoints: number };

/**
 * Closes the shift with its Z report, then the day: rights go back. Killed in between, the same command again finds the report and goes on with
 * the rights. A closed shift never changes.
 */
export async function closeShift(till: Till, actor: Actor, input: ShiftClosing): Promise<Result<ClosedShift, ShiftProblem | IdTaken>> {
  const { id, countedFen } = input;
  const command: Command = { id, kind: 'shift_close', input, topics: ['shift'] };
  await till.shiftFold.catchUp(till.store);
  const done = runCommand(till, command, (trx): Result<null, ShiftProblem> => {
    const shift = findOpenShift(trx);
    if (shift === null) return err({ code: 'shift_not_open' });
    writeZ({ trx, till, actor }, { id, shift, countedFen });
    return ok(null);
  });
  if (!done.ok) return done;
  await till.pause();
  await closeDay(till, actor);
  till.copies.ask();
  const { id: shiftId } = must(findShiftOfZ(till.store, id), `shift of ${id}`);
  return ok({ z: getZReport(till, shiftId), returnedPoints: returnedAfter(till.store, id) });
}

type Writing = { readonly trx: BranchTrx; readonly till: Till; readonly actor: Actor };
type Closing = ShiftClosing & { readonly shift: ShiftRow };

function writeZ({ trx, till, actor }: Writing, { id, shift, countedFen }: Closing): void {
  const at = till.clock();
  const event = appendEvent(trx, till, {
    id,
    type: 'shift_closed',
    body: zBodyOf(trx, till, { shift, countedFen }),
    postings: [],
    memberId: null,
    actor,
    at,
  });
  saveZ(trx, shift.id, { zEvent: id, at });
  saveZBoundary(trx, { no: till.log.no, seq: event.envelope.seq });
}

function zBodyOf(trx: BranchTrx, till: Till, { shift, countedFen }: Omit<Closing, 'id'>): BranchBody<'shift_closed'> {
  const totals = till.shiftFold.totals(trx);
  const first = must(findFirstAfter(trx, getZBoundary(trx)), 'an event of the shift');
  const { seq: lastSeq, hash: lastHash } = findTail(trx, till.log);
  return {
    ...totals,
    shiftId: shift.id,
    shiftNo: shift.shift_no,
    businessDate: shift.business_date,
    openedAt: shift.opened_at,
    openedBy: shift.opened_by,
    countedFen,
    differenceFen: countedFen - totals.cash.expectedFen,
    firstIncarnation: first.incarnation,
    firstSeq: first.seq,
    lastSeq,
    lastHash,
  };
}

/** Points that went back at this closing, also where they went in several tries. */
function returnedAfter(db: BranchDb, zEvent: EventId): number {
  const bodies = listReturnsAfter(db, must(findPlace(db, zEvent), `event ${zEvent}`));
  return bodies.reduce((sum, body) => sum + atClosing(JSON.parse(body)), 0);
}

function atClosing(body: unknown): number {
  const reading = readBranchBody({ type: 'rights_returned', typeVersion: 1, body });
  if (reading.kind !== 'known' || reading.event.type !== 'rights_returned') return 0;
  const { reason, slices } = reading.event.body;
  return reason === 'day_close' || reason === 'closing' ? slices.reduce((sum, { n }) => sum + n, 0) : 0;
}
