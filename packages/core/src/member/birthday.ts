import { err, ok, type Result } from '../result.ts';
import { isCalendarDay } from '../time.ts';

export type BirthdayProblem = { readonly code: 'birthday_malformed' };

const EARLIEST_BIRTHDAY = '1900-01-01';

/** Reads a birthday written as `YYYY-MM-DD`: a day that exists, not before 1900 and not after `latest`. */
export function parseBirthday(text: string, latest: string): Result<string, BirthdayProblem> {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text) && text >= EARLIEST_BIRTHDAY && text <= latest;
  return isDay ? ok(text) : err({ code: 'birthday_malformed' });
}
