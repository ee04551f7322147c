import { assert, must } from '@jifen/core';
import { addToShift, isShiftFact, NO_SHIFT_TOTALS, readBranchBody, type ShiftFact, type ShiftTotals } from '@jifen/sync';
import type { BranchDb } from '../store/open-branch-store.ts';
import { countOfflineAfter, getZBoundary, listShiftFacts, type LogPlace, type ShiftFactRow } from '../store/shift.ts';
import type { Pause } from './timer.ts';

/**
 * The totals since the last Z report: the fold of the log, nothing that is counted beside it. How far it was read is remembered, so that each
 * event is read once while the till runs; the log is append-only, so what was read stays true.
 */
export type ShiftFold = {
  /** Reads on to the end of the log in small pages, between which others get their turn. */
  catchUp(db: BranchDb): Promise<void>;
  /** To the end of the log as `db` sees it, at once; few events after `catchUp`. */
  totals(db: BranchDb): ShiftTotals;
};

/** What is read in one go: a few milliseconds. */
const PAGE = 25;

type Reached = { readonly boundary: LogPlace; readonly place: LogPlace; readonly totals: ShiftTotals };

export function createShiftFold(pause: Pause): ShiftFold {
  let reached: Reached | null = null;
  const start = (db: BranchDb): Reached => {
    const boundary = getZBoundary(db);
    const isSame = reached !== null && reached.boundary.no === boundary.no && reached.boundary.seq === boundary.seq;
    return isSame && reached !== null ? reached : { boundary, place: boundary, totals: NO_SHIFT_TOTALS };
  };
  return {
    catchUp: async (db) => {
      for (;;) {
        const page = readPage(db, start(db));
        reached = page.after;
        if (page.isLast) return;
        await pause();
      }
    },
    totals: (db) => {
      let { after, isLast } = readPage(db, start(db));
      while (!isLast) ({ after, isLast } = readPage(db, after));
      const offline = countOfflineAfter(db, after.boundary);
      return { ...after.totals, counts: { ...after.totals.counts, offline } };
    },
  };
}

function readPage(db: BranchDb, before: Reached): { readonly after: Reached; readonly isLast: boolean } {
  const rows = listShiftFacts(db, before.place, PAGE);
  const last = rows.at(-1);
  if (last === undefined) return { after: before, isLast: true };
  const totals = rows.map(factOf).reduce(addToShift, before.totals);
  return { after: { ...before, place: { no: last.incarnation_no, seq: last.seq }, totals }, isLast: rows.length < PAGE };
}

function factOf({ type, type_version: typeVersion, body, seq }: ShiftFactRow): ShiftFact {
  const reading = readBranchBody({ type, typeVersion, body: JSON.parse(body) });
  const event = must(reading.kind === 'known' ? reading.event : null, `event ${seq} that this till can read`);
  assert(isShiftFact(event), `event ${seq} is counted by a shift`);
  return event;
}
