import { type BusinessDate, err, type EventId, ok, type Result, type UnixMs } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findOpenShift, findPlace, getZBoundary } from '../store/shift.ts';
import { businessDateAt } from './shop-day.ts';
import type { Till } from './till.ts';

export type VoidTooLate = { readonly code: 'void_too_late'; readonly businessDate: BusinessDate };

/** A document of this till that somebody wants to void. */
export type Voided = { readonly id: EventId; readonly businessDate: BusinessDate };

/** A document is voided in the open shift that made it; where no shift is open, on its own business date. Later it is refunded. */
export function checkVoid(db: BranchDb, till: Till, { document, at }: { document: Voided; at: UnixMs }): Result<null, VoidTooLate> {
  const { id, businessDate } = document;
  const isInTime = findOpenShift(db) === null ? businessDate === businessDateAt(db, till, at) : isAfterLastZ(db, id);
  return isInTime ? ok(null) : err({ code: 'void_too_late', businessDate });
}

function isAfterLastZ(db: BranchDb, id: EventId): boolean {
  const place = findPlace(db, id);
  const last = getZBoundary(db);
  return place !== null && (place.no > last.no || (place.no === last.no && place.seq > last.seq));
}
