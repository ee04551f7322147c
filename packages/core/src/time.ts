import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';

/** Milliseconds since 1970-01-01 UTC. */
export type UnixMs = Brand<number, 'UnixMs'>;
/** A shop's day as `YYYY-MM-DD`, in the branch's time zone. */
export type BusinessDate = Brand<string, 'BusinessDate'>;

export const DAY_MS = 86_400_000;
/** 2000-01-01: nothing that a shop records is older. */
export const EARLIEST_AT = 946_684_800_000 as UnixMs;
/** 2100-01-01: nothing that a shop records is later. */
export const LATEST_AT = 4_102_444_800_000 as UnixMs;

export type TimeProblem = { readonly code: 'time_out_of_range' };

export function unixMs(value: number): UnixMs {
  assert(Number.isSafeInteger(value) && value >= 0, `a time must be whole milliseconds from 1970, got ${value}`);
  return value as UnixMs;
}

/** Checks a time that came from outside: whole milliseconds between 2000 and 2100. */
export function parseUnixMs(value: number): Result<UnixMs, TimeProblem> {
  const isInRange = Number.isSafeInteger(value) && value >= EARLIEST_AT && value < LATEST_AT;
  return isInRange ? ok(value as UnixMs) : err({ code: 'time_out_of_range' });
}

export function latestOf(first: UnixMs, ...rest: readonly UnixMs[]): UnixMs {
  return unixMs(Math.max(first, ...rest));
}

export function earliestOf(first: UnixMs, ...rest: readonly UnixMs[]): UnixMs {
  return unixMs(Math.min(first, ...rest));
}

/** The shop's day at `at`, for a zone without daylight saving given as its offset from UTC in minutes (China: 480). */
export function businessDateOf(at: UnixMs, utcOffsetMinutes: number): BusinessDate {
  return new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10) as BusinessDate;
}

/** The calendar month `monthsLater` after that of `at`, as `YYYY-MM` in the zone. */
export function monthOf(at: UnixMs, utcOffsetMinutes: number, monthsLater = 0): string {
  const local = new Date(at + utcOffsetMinutes * 60_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + monthsLater)).toISOString().slice(0, 7);
}

/** The first moment after a month given as `YYYY-MM`, in the zone. */
export function endOfMonth(month: string, utcOffsetMinutes: number): UnixMs {
  return unixMs(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5))) - utcOffsetMinutes * 60_000);
}

/** Whether a text of the form `YYYY-MM-DD` names a day that exists. */
export function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
