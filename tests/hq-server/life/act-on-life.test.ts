import { actsIn, LIFE_ACTS, type LifeAct } from '../../../apps/hq-server/src/server/life/decide-act.ts';
import type { IncarnationState } from '@jifen/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectWhole, hqEvents, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { act, admin, done, newId, rowOf, setState, stateOf, writeOffOf } from './life-world.ts';
import { readLife, readLives } from '../../../apps/hq-server/src/server/life/life-view.ts';

let hq: SyncHq;
let till: TestTill;
const [anna, bert] = [memberId(1), memberId(2)];

beforeEach(async () => {
  hq = await openSyncHq();
  till = await enrolTill(hq, 'b1');
  till.log.registered(anna, { name: '安娜' });
  till.log.registered(bert, { name: '伯特' });
  till.log.sold(anna, { amountFen: 50_000 });
  till.log.sold(bert, { amountFen: 3000 });
  await till.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

/** What each act leads to, written out by hand: everything that does not stand here is refused by the name of the state. */
const LEADS_TO: Record<IncarnationState, Partial<Record<LifeAct, IncarnationState>>> = {
  active: { start_draining: 'draining', declare_lost: 'in_doubt' },
  draining: { stop_draining: 'active', declare_lost: 'in_doubt' },
  frozen: { unfreeze: 'active', declare_lost: 'in_doubt', close_recovered: 'closed', write_off: 'written_off' },
  in_doubt: { close_recovered: 'closed', write_off: 'written_off' },
  forked: { close_recovered: 'closed', write_off: 'written_off' },
  closed: {},
  written_off: {},
};
const PAIRS = Object.keys(LEADS_TO).flatMap((state) => LIFE_ACTS.map((name) => [state as IncarnationState, name] as const));

describe('[X10] every state and every act', () => {
  test.each(PAIRS)('%s, %s', async (state, name) => {
    await setState(hq, till, state);
    const to = LEADS_TO[state][name];
    const result = await act(hq, till, { act: name });
    // Here nothing was written off, so there is nothing to give back.
    const problem = name === 'compensate' && state === 'written_off' ? 'nothing_to_compensate' : `life_is_${state}`;
    expect(result.ok ? result.value.record.state : result.error.code).toBe(to ?? problem);
    expect(await stateOf(hq, till)).toBe(to ?? state);
    if (to !== undefined) expect(actsIn(state)).toContain(name);
    const released = to === 'closed' ? 500 : 0;
    expect(await poolSumOf(hq, anna)).toBe(released);
    expect((await totalOf(hq, anna)).points).toBe(to === 'written_off' ? 0 : 500);
  });
});

test('[X10] a decision is logged with who made it and why, and done once however often it is sent', async () => {
  const id = newId();
  await setState(hq, till, 'in_doubt');
  const first = await act(hq, till, { act: 'write_off', id, reason: '硬盘坏了' });
  const again = await act(hq, till, { act: 'write_off', id, reason: '硬盘坏了' });
  expect([first.ok && first.value.isNew, again.ok && again.value.isNew]).toEqual([true, false]);
  expect(await act(hq, till, { act: 'write_off', id, reason: 'another' })).toMatchObject({ error: { code: 'id_taken' } });
  expect(await act(hq, till, { act: 'close_recovered', id, reason: '硬盘坏了' })).toMatchObject({ error: { code: 'id_taken' } });
  expect(await hqEvents(hq, 'incarnation_changed')).toMatchObject([
    { staff: admin.staffId, body: { state: 'written_off', reason: '硬盘坏了' } },
  ]);
  expect(await hqEvents(hq, 'rights_written_off')).toHaveLength(1);
  expect(await writeOffOf(hq, bert)).toEqual([{ written_off: 30, covered: 0, compensated: 0 }]);
});

test('[X10] a decision needs its reason, and a life that exists', async () => {
  expect(await act(hq, till, { act: 'declare_lost', reason: '' })).toMatchObject({ error: { code: 'reason_missing' } });
  const stranger = { log: { writer: { branch: 'b1', incarnation: 'ffffffffffffffff' } } } as unknown as TestTill;
  expect(await act(hq, stranger, { act: 'declare_lost' })).toMatchObject({ error: { code: 'not_found' } });
});

test('[X10] in doubt nobody gets what lies there: not the pool, not another branch, by no recall', async () => {
  const two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  await done(hq, till, 'declare_lost');
  two.log.sold(anna, { amountFen: 1000 });
  const answer = await two.exchange({ wants: [{ memberId: anna, n: 100 }] });
  expect(answer).toMatchObject({ granted: [], unmet: [{ memberId: anna, heldBy: [] }] });
  expect(await hq.hq.context.db.selectFrom('recall').selectAll().execute()).toEqual([]);
  expect([await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b1')]).toEqual([0, 500]);
});

test('[X10] closed as recovered, its points go to where the member is', async () => {
  const two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  await done(hq, till, 'declare_lost');
  await done(hq, till, 'close_recovered');
  expect((await two.exchange()).granted).toMatchObject([{ memberId: anna, granted: 500 }]);
  expect(await rightsSumOf(hq, anna, 'b2')).toBe(510);
});

test('[X10] the company gives back what it wrote off, once and never more', async () => {
  await done(hq, till, 'declare_lost');
  await done(hq, till, 'write_off');
  const id = newId();
  const first = await act(hq, till, { act: 'compensate', id });
  expect(first.ok && first.value.record).toMatchObject({ writtenOff: 530, compensable: 0, state: 'written_off' });
  expect((await act(hq, till, { act: 'compensate', id })).ok).toBe(true);
  expect(await act(hq, till, { act: 'compensate' })).toMatchObject({ error: { code: 'nothing_to_compensate' } });
  expect([await poolSumOf(hq, anna), await poolSumOf(hq, bert)]).toEqual([500, 30]);
});

test('[X10] a frozen till works again only after somebody looked at its exceptions', async () => {
  till.log.redeemed(anna, rewardId(1), { points: 900 });
  await till.exchange();
  expect(await stateOf(hq, till)).toBe('frozen');
  expect(await act(hq, till, { act: 'unfreeze' })).toMatchObject({ error: { code: 'exceptions_open' } });
  await hq.hq.context.db.updateTable('exception').set({ state: 'resolved' }).execute();
  await done(hq, till, 'unfreeze');
  expect(await stateOf(hq, till)).toBe('active');
});

test('[X11] a draining till gets nothing, is asked for everything, and closes with its farewell; what is left comes back', async () => {
  await done(hq, till, 'start_draining');
  till.log.sold(anna, { amountFen: 1000 });
  const asked = await till.exchange();
  expect(asked).toMatchObject({ isDraining: true, granted: [] });
  expect(asked.recalls).toEqual([
    { memberId: anna, n: null },
    { memberId: bert, n: null },
  ]);
  till.log.returned(anna, 510, 'day_close');
  till.log.fact('incarnation_closed', { reason: 'drained' });
  const last = await till.exchange();
  expect(last).toMatchObject({ kind: 'applied', granted: [], ackSeq: till.log.head.seq });
  expect(await stateOf(hq, till)).toBe('closed');
  expect([await poolSumOf(hq, anna), await poolSumOf(hq, bert), await rightsSumOf(hq, bert, 'b1')]).toEqual([510, 30, 0]);
  expect((await till.send(till.request())).body).toMatchObject({ kind: 'refused', code: 'closed' });
});

test('[X11] draining can be taken back', async () => {
  await done(hq, till, 'start_draining');
  await done(hq, till, 'stop_draining');
  expect(await till.exchange()).toMatchObject({ isDraining: false, recalls: [] });
});

test('[X11] a farewell with more to come behind it closes nothing', async () => {
  till.log.fact('incarnation_closed', { reason: 'drained' });
  till.log.sold(anna, { amountFen: 1000 });
  await till.exchange({ batch: till.log.batch(till.acked, 1) });
  expect(await stateOf(hq, till)).toBe('active');
  await till.exchange();
  expect(await stateOf(hq, till)).toBe('active');
  expect((await totalOf(hq, anna)).points).toBe(510);
});

test('a list and a page of one life say state, why, since when, what lies there and what can be done', async () => {
  hq.advance(5000);
  await done(hq, till, 'declare_lost');
  const list = await readLives(hq.hq.context, admin, { limit: 10 });
  expect(list.ok && list.value.items).toMatchObject([
    {
      branchId: 'b1',
      terminalName: 'Till 1',
      state: 'in_doubt',
      reason: 'a reason',
      since: hq.now,
      acts: ['close_recovered', 'write_off'],
    },
  ]);
  const detail = await readLife(hq.hq.context, admin, till.log.writer);
  expect(detail).toMatchObject({ ok: true, value: { rightsHeld: 530, quarantined: 0, headSeq: 5, ackedSeq: 5, safeSeq: 0 } });
  const manager = { ...admin, role: 'branch_manager', branchId: 'b2' } as never;
  expect(await readLife(hq.hq.context, manager, till.log.writer)).toMatchObject({ error: { code: 'not_found' } });
  expect(await readLives(hq.hq.context, manager, { limit: 10 })).toMatchObject({ value: { items: [] } });
  expect((await rowOf(hq, till)).state_since).toBe(hq.now);
});
