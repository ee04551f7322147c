import { type BusinessDate, businessDateOf, DAY_MS } from '@jifen/core';
import { countRegistrations, type DayTotals, listSaleTimes, totalsOf } from '../store/statistics.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Till } from './till.ts';

export type DayStatistics = DayTotals & {
  readonly businessDate: BusinessDate;
  readonly newMembers: number;
  /** 24 entries, by the shop's hour. */
  readonly byHour: readonly { readonly hour: number; readonly count: number; readonly amountFen: number }[];
};

const HOUR_MS = 3_600_000;

/** The branch's own day so far, from its own database. */
export function todaysStatistics(till: Till): DayStatistics {
  const db = till.store;
  const now = till.clock();
  const offsetMs = utcOffsetMinutesOf(db, till) * 60_000;
  const businessDate = businessDateOf(now, offsetMs / 60_000);
  const dayStart = Math.floor((now + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  const byHour = Array.from({ length: 24 }, (_, hour) => ({ hour, count: 0, amountFen: 0 }));
  for (const sale of listSaleTimes(db, businessDate)) {
    const entry = byHour[Math.floor((sale.at - dayStart) / HOUR_MS)];
    if (entry === undefined) continue;
    entry.count += 1;
    entry.amountFen += sale.total_fen;
  }
  const newMembers = countRegistrations(db, { from: Math.max(0, dayStart), until: dayStart + DAY_MS });
  return { businessDate, ...totalsOf(db, businessDate), newMembers, byHour };
}
