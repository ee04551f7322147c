import { readFileSync } from 'node:fs';
import { type Fen, fen, isCalendarDay, MAX_AMOUNT_FEN, parseUnixMs, type UnixMs, unixMs } from '@jifen/core';
import { CsvError, parse } from 'csv-parse/sync';
import { csvError } from './csv-problem.ts';
import type { ReplayOptions } from './options.ts';

/** One purchase of the file. `at` is unique: rows of one time are 1 ms apart, in file order. */
export type PurchaseRow = {
  readonly invoice: string;
  readonly member: string;
  readonly branch: string | null;
  readonly at: UnixMs;
  readonly amountFen: Fen;
};
export type SkippedRows = { readonly nonPositiveAmount: number; readonly noMember: number };

type Field = 'invoice' | 'at' | 'member' | 'amount' | 'branch';

/** Reads a file of purchases in time order. A broken row stops with its line and what is wrong with it; nothing is guessed. */
export function readRows(options: Pick<ReplayOptions, 'csv' | 'map' | 'limit'>): {
  readonly rows: readonly PurchaseRow[];
  readonly skipped: SkippedRows;
} {
  const records = parseRecords(options.csv);
  const skipped = { nonPositiveAmount: 0, noMember: 0 };
  const rows: PurchaseRow[] = [];
  for (const { record, line } of records.slice(0, options.limit)) {
    const read = (field: Field) => readField({ record, line, column: options.map[field] ?? '' });
    const amountFen = fenOf(read('amount'), line);
    const member = read('member').trim();
    if (member === '') skipped.noMember += 1;
    else if (amountFen <= 0) skipped.nonPositiveAmount += 1;
    else
      rows.push({
        invoice: read('invoice'),
        member,
        branch: options.map.branch === undefined ? null : branchOf(read('branch'), line),
        at: timeOf(read('at'), line),
        amountFen,
      });
  }
  if (rows.length === 0) throw csvError({ code: 'csv_empty', path: options.csv });
  return { rows: spreadTimes(rows.toSorted((a, b) => a.at - b.at)), skipped };
}

type CsvRecord = { readonly record: Readonly<Record<string, string>>; readonly line: number };

function parseRecords(path: string): readonly CsvRecord[] {
  try {
    const parsed: unknown = parse(readText(path), { columns: true, bom: true, info: true, skip_empty_lines: true });
    return (parsed as readonly { record: Record<string, string>; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }));
  } catch (error) {
    if (error instanceof CsvError) throw csvError({ code: 'csv_row_broken', path, why: error.message }, error);
    throw error;
  }
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw csvError({ code: 'csv_unreadable', path }, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw csvError({ code: 'csv_not_utf8', path }, error);
  }
}

function readField({ record, line, column }: CsvRecord & { readonly column: string }): string {
  const value = record[column];
  if (value === undefined) throw csvError({ code: 'csv_column_missing', line, column, columns: Object.keys(record) });
  return value;
}

/** Rounded half up to fen, in integers: the third decimal decides. */
function fenOf(text: string, line: number): Fen {
  const match = /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(text);
  if (match === null) throw csvError({ code: 'csv_amount_malformed', line, text });
  const [, sign, yuan = '', fraction = ''] = match;
  const thousandths = Number(yuan) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const rounded = Math.floor((thousandths + 5) / 10);
  if (rounded > MAX_AMOUNT_FEN) throw csvError({ code: 'csv_amount_too_large', line, text });
  return fen(sign === '-' ? -rounded : rounded);
}

function timeOf(text: string, line: number): UnixMs {
  const match = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim());
  const [, day = '', hour = '', minute = '', second = '00'] = match ?? [];
  const at = isCalendarDay(day) ? parseUnixMs(Date.parse(`${day}T${hour}:${minute}:${second}Z`)) : null;
  if (at?.ok !== true) throw csvError({ code: 'csv_time_malformed', line, text });
  return at.value;
}

function branchOf(text: string, line: number): string {
  const branch = text.trim();
  if (branch === '') throw csvError({ code: 'csv_branch_missing', line, text });
  return branch;
}

function spreadTimes(rows: readonly PurchaseRow[]): readonly PurchaseRow[] {
  let previous = 0;
  return rows.map((row) => {
    const at = unixMs(Math.max(row.at, previous + 1));
    previous = at;
    return { ...row, at };
  });
}
