import { type Envelope, type JsonValue, readBranchBody } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exceptionKinds, expectWhole } from '../sync/balances.ts';
import { closeShift as closeShiftIn, openShift as openShiftIn, zBodyOf } from './shift-log.ts';
import { enrolTill, memberId, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';

let hq: SyncHq;
let till: TestTill;
const anna = memberId(1);

beforeEach(async () => {
  hq = await openSyncHq();
  till = await enrolTill(hq, 'b1');
  till.log.registered(anna, { name: '安娜' });
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

type Body = Record<string, JsonValue>;
const openShift = (shiftNo?: string) => openShiftIn(till.log, shiftNo);
const closeShift = (over: Body = {}, shiftNo?: string) => closeShiftIn(till.log, shiftNo, over);
const shifts = () => hq.hq.context.db.selectFrom('shift').selectAll().orderBy('z_seq').execute();
const wrongOf = async () => {
  const [row] = await hq.hq.context.db.selectFrom('exception').select('detail').where('kind', '=', 'shift_contradicts_log').execute();
  return (JSON.parse(row?.detail ?? '{}') as { wrong?: string[] }).wrong;
};

test.each([1, 2, 3, 200])('[Z7] a true report is confirmed, its events coming by %d at a time', async (most) => {
  openShift();
  till.log.sold(anna, { amountFen: 5000 });
  const sale = till.log.sold(anna, { amountFen: 700 });
  till.log.refunded(sale, { member: anna, amountFen: 200, clawed: 2, experience: 2 });
  closeShift();
  till.log.sold(anna, { amountFen: 100 });
  openShift('9F3A-Z0002');
  closeShift({}, '9F3A-Z0002');
  while (till.acked < till.log.head.seq) await till.exchange({ batch: till.log.batch(till.acked, most) });
  expect(await shifts()).toMatchObject([
    { branch_id: 'b1', shift_no: '9F3A-Z0001', verdict: 'confirmed', closed_in: till.log.writer.incarnation, z_seq: 7 },
    { shift_no: '9F3A-Z0002', verdict: 'confirmed', z_seq: 10 },
  ]);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('an open shift is there, and sending anything again changes nothing', async () => {
  openShift();
  await till.drain();
  const open = { shift_no: '9F3A-Z0001', business_date: '2026-06-01', closed_at: null, report: null, verdict: null };
  expect(await shifts()).toMatchObject([open]);
  closeShift();
  await till.exchange({ batch: till.log.batch(0) });
  await till.exchange({ batch: till.log.batch(0) });
  expect(await shifts()).toMatchObject([{ verdict: 'confirmed' }]);
});

const cash = (over: Body): Body => {
  const { cash: said } = zBodyOf(till.log);
  return { cash: { ...(said as Body), ...over } };
};
const lies: readonly (readonly [string, () => Body, readonly string[]])[] = [
  ['hides a sale', () => ({ ...cash({ salesFen: 0, expectedFen: 1000 }), countedFen: 1000 }), ['cash.salesFen', 'cash.expectedFen']],
  ['does not add up', () => cash({ expectedFen: 4000 }), ['cash.expectedFen', 'differenceFen']],
  ['counts more than was in the drawer, and says nothing of it', () => ({ countedFen: 9999 }), ['differenceFen']],
  ['leaves its first events out', () => ({ firstSeq: 5 }), ['counts.sales', 'cash.salesFen', 'points.issued']],
  ['ends before its last event', () => ({ lastSeq: till.log.head.seq - 1 }), ['lastSeq']],
  ['names another end of the log', () => ({ lastHash: 'a'.repeat(64) }), ['lastHash']],
  ['names another opening', () => ({ openedAt: 5 }), ['shiftNo']],
];
test.each(lies)('[Z7] a report that %s is raised, and kept as it was made', async (_, lie, wrong) => {
  openShift();
  till.log.sold(anna, { amountFen: 5000 });
  const body = { ...zBodyOf(till.log), ...lie() };
  till.log.fact('shift_closed', body);
  const answer = await till.drain();
  expect(answer.dispositions.at(-1)).toMatchObject({ disposition: 'applied_with_exception', code: 'shift_contradicts_log' });
  expect(await wrongOf()).toEqual(expect.arrayContaining([...wrong]));
  const [row] = await shifts();
  expect(row).toMatchObject({ verdict: 'contradicted' });
  expect(JSON.parse(row?.report ?? '')).toEqual(body);
});

test.each([
  ['leaves events out', 1],
  ['covers some again', -1],
])('[Z7] a second report that %s is raised', async (_, shift) => {
  openShift();
  closeShift();
  till.log.sold(anna, { amountFen: 5000 });
  openShift('9F3A-Z0002');
  const { firstSeq } = zBodyOf(till.log);
  closeShift({ firstSeq: Number(firstSeq) + shift }, '9F3A-Z0002');
  await till.drain();
  expect(await wrongOf()).toContain('firstSeq');
  expect(await shifts()).toMatchObject([{ verdict: 'confirmed' }, { verdict: 'contradicted' }]);
});

test('a second report of one shift is raised; the first stays', async () => {
  openShift();
  closeShift();
  await till.drain();
  const before = await shifts();
  till.log.sold(anna, { amountFen: 5000 });
  closeShift();
  await till.drain();
  expect(await wrongOf()).toEqual(['shiftId']);
  expect(await shifts()).toEqual(before);
});

test('a report of another branch’s shift is raised and does not touch it', async () => {
  const id = openShift();
  await till.drain();
  const other = await enrolTill(hq, 'b2');
  openShiftIn(other.log, 'B-Z1');
  other.log.fact('shift_closed', zBodyOf(other.log, 'B-Z1', { shiftId: id }));
  await other.drain();
  expect(await wrongOf()).toEqual(['shiftId']);
  expect(await shifts()).toMatchObject([
    { branch_id: 'b1', report: null },
    { branch_id: 'b2', report: null },
  ]);
});

test('a report over an earlier life is kept unjudged: that life’s log may still come', async () => {
  openShift();
  till.log.sold(anna, { amountFen: 5000 });
  closeShift({ firstIncarnation: 'f'.repeat(16), firstSeq: 900 });
  await till.drain();
  expect(await shifts()).toMatchObject([{ verdict: null, closed_in: till.log.writer.incarnation }]);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('a report that an HQ reads only after its upgrade is judged then, as if it had always been read', async () => {
  const isNew = (event: Envelope) => event.type.startsWith('shift_');
  const older = await openSyncHq({ readBody: (event) => (isNew(event) ? { kind: 'unknown_version' } : readBranchBody(event)) });
  const its = await enrolTill(older, 'b1');
  till = its;
  its.log.registered(anna, { name: '安娜' });
  openShift();
  its.log.sold(anna, { amountFen: 5000 });
  closeShift();
  its.log.sold(anna, { amountFen: 70 });
  openShift('9F3A-Z0002');
  closeShift({}, '9F3A-Z0002');
  its.log.sold(anna, { amountFen: 30 });
  await its.drain();
  const read = () => older.hq.context.db.selectFrom('shift').select(['shift_no', 'verdict', 'z_seq']).orderBy('z_seq').execute();
  expect(await read()).toEqual([]);
  await older.reopen();
  expect(await read()).toEqual([
    { shift_no: '9F3A-Z0001', verdict: 'confirmed', z_seq: 5 },
    { shift_no: '9F3A-Z0002', verdict: 'confirmed', z_seq: 8 },
  ]);
  expect(await exceptionKinds(older)).toEqual([]);
  await older.close();
});
