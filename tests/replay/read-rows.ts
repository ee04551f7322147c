import { readFileSync } from 'node:fs';
import { type Fen, fen, type UnixMs, unixMs } from '@jifen/core';
import { CsvError, parse } from 'csv-parse/sync';
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
        branch: options.map.branch === undefined ? null : read('branch'),
        at: timeOf(read('at'), line),
        amountFen,
      });
  }
  return { rows: spreadTimes(rows.toSorted((a, b) => a.at - b.at)), skipped };
}

type CsvRecord = { readonly record: Readonly<Record<string, string>>; readonly line: number };

function parseRecords(path: string): readonly CsvRecord[] {
  try {
    const parsed: unknown = parse(readFileSync(path), { columns: true, bom: true, info: true, skip_empty_lines: true });
    return (parsed as readonly { record: Record<string, string>; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }));
  } catch (error) {
    if (error instanceof CsvError) throw new Error(`csv_row_broken: ${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

function readField({ record, line, column }: CsvRecord & { readonly column: string }): string {
  const value = record[column];
  if (value === undefined)
    throw new Error(`csv_column_missing: line ${line} has no column “${column}”; the file has ${Object.keys(record).join(', ')}`);
  return value;
}

/** Rounded half up to fen, in integers: the third decimal decides. */
function fenOf(text: string, line: number): Fen {
  const match = /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(text);
  if (match === null) throw new Error(`csv_amount_malformed: line ${line}: “${text}” is no amount`);
  const [, sign, yuan = '', fraction = ''] = match;
  const thousandths = Number(yuan) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const rounded = Math.floor((thousandths + 5) / 10);
  return fen(sign === '-' ? -rounded : rounded);
}

function timeOf(text: string, line: number): UnixMs {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) throw new Error(`csv_time_malformed: line ${line}: “${text}” is no time like 2010-12-01 08:34:00`);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return unixMs(Date.UTC(year, month - 1, day, hour, minute, second));
}

function spreadTimes(rows: readonly PurchaseRow[]): readonly PurchaseRow[] {
  let previous = 0;
  return rows.map((row) => {
    const at = unixMs(Math.max(row.at, previous + 1));
    previous = at;
    return { ...row, at };
  });
}
