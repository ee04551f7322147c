import { rmSync } from 'node:fs';
import type { SqliteHandle } from '@jifen/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../apps/hq-server/src/server/verify/finding.ts';
import { closeShift, openShift } from '../shift/shift-log.ts';
import { enrolTill, memberId, openSyncHq } from '../sync/sync-hq.ts';
import { ONE, verify, verifyDamaged } from './damaged-store.ts';

let folder: string;
const anna = memberId(1);

/** Two shifts with everything that a report counts, one whose report lies, one that is open. */
beforeAll(async () => {
  const hq = await openSyncHq();
  const till = await enrolTill(hq, 'b1');
  const { log } = till;
  log.registered(anna, { name: '安娜' });
  openShift(log, '1A-Z1');
  const sale = log.sold(anna, { amountFen: 50_000 });
  log.refunded(sale, { member: anna, amountFen: 200, clawed: 2, experience: 2 });
  log.refunded(sale, { member: anna, amountFen: 300, clawed: 3, experience: 3, isVoid: true });
  log.fact('drawer_opened', { reason: 'check' });
  log.fact('receipt_reprinted', { of: sale });
  closeShift(log, '1A-Z1');
  await till.drain();
  log.sold(anna, { amountFen: 700 });
  openShift(log, '1A-Z2');
  closeShift(log, '1A-Z2', { countedFen: 5, differenceFen: -1695 });
  openShift(log, '1A-Z3');
  log.sold(anna, { amountFen: 900 });
  closeShift(log, '1A-Z3', { firstSeq: 3 });
  openShift(log, '1A-Z4');
  await till.drain();
  await hq.hq.close();
  folder = hq.dataFolder;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run =
  (sql: string, ...values: readonly unknown[]) =>
  (db: SqliteHandle) =>
    expect(db.prepare(sql).run(...values).changes).toBe(1);
const set = (column: string, value: unknown, no = '1A-Z1') => run(`update shift set ${column} = ? where shift_no = ?`, value, no);

test('shifts at HQ are what the logs say, the lie of a report included', async () => {
  expect((await verify(folder)).findings).toEqual([]);
});

const DAMAGE: readonly [string, (db: SqliteHandle) => void, Partial<Finding>][] = [
  ['whose it is', set('branch_id', 'b2'), { field: 'branch_id', expected: 'b1', found: 'b2' }],
  ['the life that opened it', set('incarnation', 'x'), { field: 'incarnation', expected: ONE.incarnation }],
  ['the number', run(`update shift set shift_no = 'X' where shift_no = '1A-Z2'`), { field: 'shift_no', expected: '1A-Z2', found: 'X' }],
  ['the day', set('business_date', '2026-06-02'), { field: 'business_date' }],
  ['when it began', set('opened_at', 1), { field: 'opened_at', found: 1 }],
  ['who began it', set('opened_by', 'x'), { field: 'opened_by', expected: null, found: 'x' }],
  ['when it ended', set('closed_at', 1), { field: 'closed_at', found: 1 }],
  ['who ended it', set('closed_by', 'x'), { field: 'closed_by', expected: null }],
  ['where it ended', set('z_seq', 7), { field: 'z_seq', found: 7 }],
  ['in which life', set('closed_in', 'x'), { field: 'closed_in', found: 'x' }],
  ['by which event', set('z_event_id', 'x'), { field: 'z_event_id', found: 'x' }],
  [
    'the count',
    run(`update shift set report = replace(report, '"countedFen":50500', '"countedFen":50400') where shift_no = '1A-Z1'`),
    { field: 'report' },
  ],
  ['a verdict that is too good', set('verdict', 'confirmed', '1A-Z3'), { field: 'verdict', expected: 'contradicted', found: 'confirmed' }],
  [
    'a verdict that is too bad',
    set('verdict', 'contradicted', '1A-Z2'),
    { field: 'verdict', expected: 'confirmed', found: 'contradicted' },
  ],
  ['an open shift that is closed', set('closed_at', 5, '1A-Z4'), { field: 'closed_at', expected: null, found: 5 }],
  ['a shift that is gone', run(`delete from shift where shift_no = '1A-Z4'`), { field: 'row', found: 'absent' }],
  [
    'a shift that nobody opened',
    run(`insert into shift (shift_id, branch_id, incarnation, shift_no, business_date, opened_at) values ('s', 'b1', 'i', 'n', 'd', 1)`),
    { key: 's', field: 'row', expected: 'absent' },
  ],
];
test.each(DAMAGE)('%s is named, and nothing else', async (_, damage, expected) => {
  const { findings } = await verifyDamaged({ folder }, damage);
  expect(findings).toMatchObject([{ code: 'shift_differs', ...expected }]);
});
