import { err, type EventId, must, ok, type Result, type UnixMs } from '@jifen/core';
import type { PaperKind } from '../../paper/paper-facts.ts';
import type { Paper } from '../../paper/paper.ts';
import { xPaper } from '../../paper/shift-paper.ts';
import { testPaper } from '../../paper/test-paper.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findAnchor, findReprints } from '../store/paper-fact.ts';
import { findFirstJob, findPrintJob, insertPrintJob } from '../store/print-job.ts';
import type { PrintJobRow } from '../store/print-schema.ts';
import { appendEvent } from './append-event.ts';
import { findEventPaper } from './event-paper-of.ts';
import { paperShopOf } from './paper-shop.ts';
import type { PressProblem } from './press.ts';
import { printerSettingOf } from './printer-setting.ts';
import { isOnPaper } from './queue-paper.ts';
import { type Command, type IdTaken, runCommand } from './run-command.ts';
import type { Actor, SignedIn, Till } from './till.ts';
import { readXReport } from './z-report.ts';

/** `isCopy`: it carries the mark of a reprint. `isPrinted`: the first paper went to a printer, or waits for it. */
export type PaperView = { readonly layout: Paper; readonly kind: PaperKind; readonly isCopy: boolean; readonly isPrinted: boolean };
/** `isQueued` false: no printer that the till reaches is set; the page may print the layout itself. */
export type PaperSent = PaperView & { readonly isQueued: boolean };

/** The newest paper of an event; null when it has none. */
export function findPaper(till: Till, id: EventId): PaperView | null {
  const { store } = till;
  const { count, lastAt } = findReprints(store, id);
  const copy = lastAt === null ? null : { no: count, at: lastAt };
  const paper = findEventPaper(store, till, { id, marks: { copy, mayBeCopy: false } });
  if (paper === null) return null;
  const { layout, kind } = paper;
  return { layout, kind, isCopy: copy !== null, isPrinted: findFirstJob(store, id) !== null };
}

/** Prints the paper of an event once more. That it was is an event of its own, and stands on the paper. */
export function reprintPaper(
  till: Till,
  actor: Actor,
  input: { readonly id: EventId; readonly of: EventId },
): Result<PaperSent, { readonly code: 'not_found' } | IdTaken> {
  const { id, of } = input;
  const command: Command = { id, kind: 'reprint', input, topics: ['print'] };
  const done = runCommand(till, command, (trx): Result<null, { readonly code: 'not_found' }> => {
    if (!hasPaper(trx, of)) return err({ code: 'not_found' });
    const at = till.clock();
    appendEvent(trx, till, { id, type: 'receipt_reprinted', body: { of }, postings: [], memberId: null, actor, at });
    if (canPrint(trx, till)) insertPrintJob(trx, { ...jobAt(till, at), id, of, layout: null, copy_no: findReprints(trx, of).count });
    return ok(null);
  });
  return done.ok ? ok(sentOf(till, of, findPrintJob(till.store, id))) : done;
}

/** Prints the first paper of an event where that was not done by itself. Where the page prints it, it counts as printed from now on. */
export function printPaper(till: Till, of: EventId): Result<PaperSent, { readonly code: 'not_found' | 'paper_already_printed' }> {
  const done = till.store.transaction((trx): Result<null, { readonly code: 'not_found' | 'paper_already_printed' }> => {
    if (!hasPaper(trx, of)) return err({ code: 'not_found' });
    if (findFirstJob(trx, of) !== null) return err({ code: 'paper_already_printed' });
    // A drawer that was opened for the event has taken its id.
    const id = findPrintJob(trx, of) === null ? of : `${of}:paper`;
    const state = canPrint(trx, till) ? 'waiting' : 'printed';
    insertPrintJob(trx, { ...jobAt(till, till.clock()), id, of, layout: null, copy_no: 0 }, state);
    return ok(null);
  });
  if (!done.ok) return done;
  till.changes.tell('print');
  return ok(sentOf(till, of, findFirstJob(till.store, of)));
}

export type XPaper = { readonly layout: Paper; readonly kind: PaperKind; readonly isCopy: false; readonly isPrinted: false };

/** The shift so far, as this person may see it. */
export async function readXPaper(till: Till, actor: SignedIn): Promise<XPaper> {
  const { shift, at, totals } = await readXReport(till, actor);
  const opening =
    shift === null
      ? { shiftNo: '-', businessDate: '-', openedAt: at, openedBy: null }
      : { shiftNo: shift.shiftNo, businessDate: shift.businessDate, openedAt: shift.openedAt, openedBy: shift.openedBy?.name ?? null };
  const layout = xPaper(paperShopOf(till.store, till), { kind: 'shift_x', ...opening, at, by: actor.name, ...totals });
  return { layout, kind: 'shift_x', isCopy: false, isPrinted: false };
}

/** Queues an X report as it stands now. The same id again does nothing. */
export async function printXPaper(till: Till, actor: SignedIn, id: EventId): Promise<XPaper & { readonly isQueued: boolean }> {
  const paper = await readXPaper(till, actor);
  const layout = JSON.stringify(paper.layout);
  const isQueued = till.store.transaction((trx) => {
    if (!canPrint(trx, till)) return false;
    if (findPrintJob(trx, id) === null) insertPrintJob(trx, { ...jobAt(till, till.clock()), id, of: null, layout, copy_no: 0 });
    return true;
  });
  till.changes.tell('print');
  return { ...paper, isQueued };
}

/** Prints a paper that shows how the printer is set; the answer says what came of it. */
export async function printTest(till: Till): Promise<Result<object, PressProblem>> {
  const paper = testPaper(paperShopOf(till.store, till), { at: till.clock(), terminal: till.terminalName });
  const printed = await till.press.print(printerSettingOf(till.store), { paper, opensDrawer: false });
  return printed.ok ? ok({}) : printed;
}

function hasPaper(db: BranchDb, id: EventId): boolean {
  const anchor = findAnchor(db, id);
  return anchor !== null && isOnPaper(anchor.type);
}

function canPrint(db: BranchDb, { press }: Till): boolean {
  const { kind } = printerSettingOf(db).target;
  return kind === 'tcp' || kind === 'device' || (kind === 'system' && press.printsSystem);
}

function jobAt({ log }: Till, madeAt: UnixMs) {
  return { opens_drawer: 0, made_at: madeAt, incarnation_no: log.no } as const;
}

function sentOf(till: Till, of: EventId, job: PrintJobRow | null): PaperSent {
  return { ...must(findPaper(till, of), `paper of ${of}`), isQueued: job !== null && job.state !== 'printed' };
}
