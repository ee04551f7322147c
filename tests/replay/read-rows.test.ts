import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRows } from './read-rows.ts';

const MAP = { invoice: 'invoice', at: 'at', member: 'member', amount: 'amount' };
const HEAD = 'invoice,at,member,amount';

function read(text: string | Buffer, options: { readonly limit?: number; readonly branch?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-rows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const csv = join(folder, 'rows.csv');
  writeFileSync(csv, text);
  const { branch, limit } = options;
  return readRows({ csv, map: { ...MAP, ...(branch === undefined ? {} : { branch }) }, limit });
}

const lines = (...rows: readonly string[]) => `${[HEAD, ...rows].join('\n')}\n`;
const amounts = (...texts: readonly string[]) =>
  read(lines(...texts.map((text, i) => `${i},2020-01-01 10:00:${String(i).padStart(2, '0')},m,${text}`))).rows.map(
    ({ amountFen }) => amountFen,
  );

test('a purchase is read with its time, member and amount', () => {
  expect(read(lines('7,2010-12-01 08:34:00,13047,14.85'))).toEqual({
    rows: [{ invoice: '7', member: '13047', branch: null, at: Date.UTC(2010, 11, 1, 8, 34), amountFen: 1485 }],
    skipped: { nonPositiveAmount: 0, noMember: 0 },
  });
});

test('a mapped branch is read; quotes, line ends of Windows, a byte order mark and empty lines are nothing special', () => {
  const text = '\uFEFFinvoice,at,member,amount,shop\r\n"7","2010-12-01 08:34","o""Brien, Ann","14.85","East, ""old"""\r\n\r\n';
  expect(read(text, { branch: 'shop' }).rows).toMatchObject([
    { invoice: '7', member: 'o"Brien, Ann', branch: 'East, "old"', amountFen: 1485 },
  ]);
});

test('amounts are rounded half up to fen, by the third decimal', () => {
  expect(amounts('0.004', '0.005', '0.0149', '0.015', '1', '1.', '33.33', '33.335', '33.3349999', '0012.10')).toEqual([
    1, 1, 2, 100, 100, 3333, 3334, 3333, 1210,
  ]);
});

test('half up holds where a float would not: 1.005 and 8.615', () => {
  expect(amounts('1.005', '8.615', '2.675', '1.115')).toEqual([101, 862, 268, 112]);
});

test('a large amount is read to the fen', () => {
  expect(amounts('10000000.00', '9999999.994')).toEqual([1_000_000_000, 999_999_999]);
});

test('rows without a member or with nothing to pay are skipped and counted', () => {
  const { rows, skipped } = read(
    lines(
      '1,2020-01-01 10:00:00,m,0',
      '2,2020-01-01 10:00:00,m,-5.50',
      '3,2020-01-01 10:00:00,m,0.004',
      '4,2020-01-01 10:00:00, ,5',
      '5,2020-01-01 10:00:00,m,5',
    ),
  );
  expect(rows.map(({ invoice }) => invoice)).toEqual(['5']);
  expect(skipped).toEqual({ nonPositiveAmount: 3, noMember: 1 });
});

test('rows come in time order, those of one time in file order and 1 ms apart', () => {
  const rows = read(
    lines('1,2020-01-01 10:00:01,m,1', '2,2020-01-01 10:00:00,m,1', '3,2020-01-01 10:00:00,m,1', '4,2020-01-01 10:00:00,m,1'),
  ).rows;
  const at = Date.UTC(2020, 0, 1, 10);
  expect(rows.map((row) => [row.invoice, row.at - at])).toEqual([
    ['2', 0],
    ['3', 1],
    ['4', 2],
    ['1', 1000],
  ]);
});

test('more rows of one second than it has milliseconds push the next ones on', () => {
  const crowd = Array.from({ length: 1002 }, (_, i) => `${i},2020-01-01 10:00:00,m,1`);
  const rows = read(lines(...crowd, 'late,2020-01-01 10:00:01,m,1')).rows;
  expect(rows.at(-1)).toMatchObject({ invoice: 'late', at: Date.UTC(2020, 0, 1, 10) + 1002 });
  expect(new Set(rows.map(({ at }) => at)).size).toBe(1003);
});

test('a limit reads that many rows', () => {
  const text = lines('1,2020-01-01 10:00:00,m,1', '2,2020-01-01 10:00:00,m,1', '3,2020-01-01 10:00:00,m,1');
  expect(read(text, { limit: 2 }).rows).toHaveLength(2);
});

test.each([
  ['a column too few', lines('1,2020-01-01 10:00:00,m,1', '2,2020-01-01 10:00:00,m'), /csv_row_broken: .*line 3/],
  ['a column too many', lines('1,2020-01-01 10:00:00,m,1,2'), /csv_row_broken: .*line 2/],
  ['a quote that never ends', lines('1,2020-01-01 10:00:00,"m,1'), /csv_row_broken: /],
  ['a quote in the middle of a word', lines('1,2020-01-01 10:00:00,m"m,1'), /csv_row_broken: /],
  ['a column that is not there', 'invoice,at,member\n1,2020-01-01 10:00:00,m\n', /csv_column_missing: .*“amount”.*invoice, at, member/],
  ['an amount that is a word', lines('1,2020-01-01 10:00:00,m,1', '2,2020-01-01 10:00:00,m,ten'), /csv_amount_malformed: line 3: “ten”/],
  ['no amount', lines('1,2020-01-01 10:00:00,m,'), /csv_amount_malformed: line 2/],
  ['an amount with thousands', lines('1,2020-01-01 10:00:00,m,"1,000"'), /csv_amount_malformed: line 2/],
  ['an amount in powers of ten', lines('1,2020-01-01 10:00:00,m,1e3'), /csv_amount_malformed: line 2/],
  ['NaN', lines('1,2020-01-01 10:00:00,m,NaN'), /csv_amount_malformed: line 2/],
  ['an amount above 10 million yuan', lines('1,2020-01-01 10:00:00,m,10000000.01'), /csv_amount_too_large: line 2/],
  ['an amount that no number holds', lines(`1,2020-01-01 10:00:00,m,${'9'.repeat(400)}`), /csv_amount_too_large: line 2/],
  ['a time in another form', lines('1,01/12/2010 08:34,m,1'), /csv_time_malformed: line 2: “01\/12\/2010 08:34”/],
  ['no time', lines('1,,m,1'), /csv_time_malformed: line 2/],
  ['a day that never was', lines('1,2010-02-30 08:34:00,m,1'), /csv_time_malformed: line 2/],
  ['an hour that never was', lines('1,2010-02-03 25:00:00,m,1'), /csv_time_malformed: line 2/],
  ['a time before all shops', lines('1,1969-12-31 23:59:59,m,1'), /csv_time_malformed: line 2/],
])('%s stops with its line and what is wrong with it', (_, text, message) => {
  expect(() => read(text)).toThrow(message);
});

test('a mapped branch that a row does not name is not guessed', () => {
  expect(() => read('invoice,at,member,amount,shop\n1,2020-01-01 10:00:00,m,1, \n', { branch: 'shop' })).toThrow(
    /csv_branch_missing: line 2/,
  );
});

test('what is wrong is said in both languages', () => {
  expect(() => read(lines('1,2020-01-01 10:00:00,m,ten'))).toThrow(/Write it like 12.50\.\n第 2 行：“ten”不是金额。/);
});

test.each([
  ['an empty file', ''],
  ['a heading alone', `${HEAD}\n`],
])('%s has no rows', (_, text) => {
  expect(() => read(text)).toThrow(/csv_empty: /);
});

test('bytes that are no UTF-8 are not guessed', () => {
  expect(() =>
    read(Buffer.concat([Buffer.from(`${HEAD}\n1,2020-01-01 10:00:00,`), Buffer.from([0xd5, 0xc5, 0xff]), Buffer.from(',1\n')])),
  ).toThrow(/csv_not_utf8: /);
});

test('a file that is not there says so', () => {
  expect(() => readRows({ csv: '/nowhere/rows.csv', map: MAP, limit: undefined })).toThrow(/csv_unreadable: \/nowhere\/rows.csv/);
});
