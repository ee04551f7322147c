import { type BranchId, HQ_BRANCH, type MemberId, must, type StaffId, type Vintage } from '@jifen/core';
import { isSignatureTrue, newIncarnation } from '@jifen/platform';
import { type GrantContent, readGrantText } from '@jifen/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GrantRequest, type IssuedGrant, issueGrant } from '../../../apps/hq-server/src/server/grant/issue-grant.ts';
import type { Caller } from '../../../apps/hq-server/src/server/service/caller.ts';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { createCrashSwitch } from '../../support/chain/crash-switch.ts';
import { BranchLog, NEVER } from '../../support/branch-log.ts';
import { expectWholeBooks, hqEvents, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { confirmNoneMissing } from '../life/life-world.ts';
import { enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, TestTill } from '../sync/sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);
const ben = memberId(2);
const b2 = 'b2' as BranchId;

/** Anna's 500 points lie in HQ's pool; she was last at b1. */
beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 50_000 });
  one.log.returned(anna, 500, 'day_close');
  await one.exchange();
  await two.exchange();
});
afterEach(async () => {
  await expectWholeBooks(hq);
  await hq.close();
});

const callerOf = (member: MemberId): Caller => ({ kind: 'member', role: 'member', memberId: member });
const admin: Caller = { kind: 'staff', role: 'hq_admin', staffId: '0190e000-0000-7000-8000-000000000001' as StaffId, branchId: null };

async function ask(over: Partial<GrantRequest> & { readonly caller?: Caller } = {}) {
  const { caller = callerOf(anna), ...request } = over;
  return await issueGrant(hq.hq.context, caller, { memberId: anna, branchId: b2, n: null, ...request });
}

async function issued(over: Partial<GrantRequest> = {}): Promise<IssuedGrant> {
  const answer = await ask(over);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

function read(text: string | null): GrantContent {
  const { publicKey } = hq.hq.context.keys.signing;
  const verify = (signed: string, bytes: Uint8Array) => isSignatureTrue(publicKey, signed, Buffer.from(bytes).toString('base64'));
  const content = readGrantText(must(text, 'a text'), verify);
  if (!content.ok) throw new Error(content.error.code);
  return content.value;
}

test('[G6] the pool moves to the branch that was asked for, and the text says so for its till alone', async () => {
  const grant = await issued();
  expect(grant).toMatchObject({ branchId: 'b2', n: 500, there: 500, stillElsewhere: [], issuedAt: hq.now });
  expect(read(grant.text)).toEqual({
    branch: 'b2',
    incarnation: two.log.writer.incarnation,
    historyEpoch: two.epoch,
    grants: [{ memberId: anna, vintage: NEVER, granted: 500 }],
    issuedAt: hq.now,
  });
  expect([await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b2')]).toEqual([0, 500]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 500, last_branch: 'b2' });
  expect(await hqEvents(hq, 'rights_granted')).toMatchObject([{ body: { branch: 'b2', cause: 'want' } }]);
});

test('[G7] asked again it tells the same, and nothing leaves the pool twice', async () => {
  const first = await issued();
  hq.advance(5000);
  const again = await issued();
  expect(again).toMatchObject({ n: 500, there: 500 });
  expect(read(again.text)).toEqual({ ...read(first.text), issuedAt: hq.now });
  expect(await hqEvents(hq, 'rights_granted')).toHaveLength(1);
});

test('[G7] what came to the pool since is added, cumulatively', async () => {
  await issued();
  one.log.sold(anna, { amountFen: 10_000 });
  one.log.returned(anna, 100, 'day_close');
  await one.exchange();
  const grant = await issued();
  expect(grant.n).toBe(600);
  expect(read(grant.text).grants).toEqual([{ memberId: anna, vintage: NEVER, granted: 600 }]);
});

test('[G9] once the till has reported, there is nothing to carry any more', async () => {
  const grant = await issued();
  // The till took it from the phone, and says so; HQ raises no question about it.
  two.granted = [...read(grant.text).grants];
  await two.exchange();
  expect(await issued()).toMatchObject({ text: null, n: 0, there: 500 });
  expect(await hq.hq.context.db.selectFrom('exception').selectAll().execute()).toEqual([]);
});

test('[G9] a till that hears by an exchange what the phone brought already learns nothing new', async () => {
  await issued();
  expect((await two.exchange()).granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
});

test('[G7] points go to one branch only, however many are asked for', async () => {
  await issued();
  const other = await issued({ branchId: 'b1' as BranchId });
  expect(other).toMatchObject({ text: null, n: 0, there: 0, stillElsewhere: [{ branchId: 'b2', n: 500, state: 'coming' }] });
  expect((await two.exchange()).recalls).toMatchObject([{ memberId: anna }]);
});

test('no more than what is needed moves when a number is given', async () => {
  expect(await issued({ n: 200 })).toMatchObject({ n: 200, there: 200 });
  expect(await issued({ n: 200 })).toMatchObject({ n: 200, there: 200 });
  expect(await poolSumOf(hq, anna)).toBe(300);
  expect(await issued({ n: 350 })).toMatchObject({ n: 350, there: 350 });
  expect(await issued({ n: 9999 })).toMatchObject({ n: 500, there: 500 });
});

test('[G8] what another branch holds is called back, named, and granted only after it came', async () => {
  one.log.sold(anna, { amountFen: 20_000 });
  await one.exchange();
  const poked: string[] = [];
  for (const branch of ['b1', 'b2'] as const) hq.hq.context.pokes.subscribe(branch as never, () => poked.push(branch));
  // Selling again, the branch got its rights back.
  expect(await rightsSumOf(hq, anna, 'b1')).toBe(700);
  expect(await issued()).toMatchObject({ text: null, n: 0, stillElsewhere: [{ branchId: 'b1', n: 700, state: 'coming' }] });
  expect(poked).toEqual(['b1']);
  expect(await poolSumOf(hq, anna)).toBe(0);
  expect((await one.exchange()).recalls).toMatchObject([{ memberId: anna }]);
  one.log.returned(anna, 700);
  await one.exchange();
  expect(await issued()).toMatchObject({ n: 700, there: 700, stillElsewhere: [] });
});

test('[G8] a branch that is cut off, or lost, is named as such', async () => {
  one.log.sold(anna, { amountFen: 20_000 });
  await one.exchange();
  hq.advance(3_600_000);
  expect((await issued()).stillElsewhere).toEqual([{ branchId: 'b1', n: 700, state: 'unreachable' }]);
  await setState(one, 'in_doubt');
  expect((await issued()).stillElsewhere).toEqual([{ branchId: 'b1', n: 700, state: 'frozen' }]);
});

async function setState(till: TestTill, state: 'active' | 'draining' | 'frozen' | 'in_doubt' | 'forked' | 'closed' | 'written_off') {
  await hq.hq.context.db.updateTable('incarnation').set({ state }).where('branch_id', '=', till.log.writer.branch).execute();
}

test.each([
  ['draining', 'grant_till_stopped'],
  ['frozen', 'grant_till_stopped'],
  ['in_doubt', 'grant_no_till'],
  ['forked', 'grant_no_till'],
  ['closed', 'grant_no_till'],
  ['written_off', 'grant_no_till'],
] as const)('[G6] a till that is %s gets nothing: %s', async (state, code) => {
  await setState(two, state);
  expect(await ask()).toEqual({ ok: false, error: { code } });
  expect(await poolSumOf(hq, anna)).toBe(500);
});

test.each(['b3', 'nowhere', HQ_BRANCH])('[G6] a branch without a till, unknown, or HQ itself gets nothing: %s', async (branch) => {
  expect(await ask({ branchId: branch as BranchId })).toEqual({ ok: false, error: { code: 'grant_no_till' } });
  expect(await poolSumOf(hq, anna)).toBe(500);
});

test('[G6] the newest life of a branch is the one that gets it', async () => {
  const { keys, terminal } = two;
  const reborn = new TestTill(hq, new BranchLog('b2', '2b', hq.now), { keys, terminal });
  reborn.log.opened();
  await reborn.exchange();
  expect(read((await issued()).text).incarnation).toBe(reborn.log.writer.incarnation);
});

test('[G6] while the barrier is shut after a restore, nothing is issued', async () => {
  const { db, cipher, random } = hq.hq.context;
  await issued();
  await db.transaction().execute((trx) => openEpoch(trx, { now: hq.now as never, cipher }, newIncarnation(random)));
  await confirmNoneMissing(hq.hq.context);
  expect(await ask()).toEqual({ ok: false, error: { code: 'grants_barred' } });
  const adopt = async (till: TestTill) => {
    const { body } = await till.send(till.request());
    till.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
    await till.exchange();
  };
  await adopt(two);
  expect(await ask()).toEqual({ ok: false, error: { code: 'grants_barred' } });
  await adopt(one);
  expect(read((await issued()).text).historyEpoch).toBe(two.epoch);
});

test('[G6] a member who was deactivated gets nothing', async () => {
  await hq.hq.context.db.updateTable('member').set({ is_active: 0 }).execute();
  expect(await ask()).toEqual({ ok: false, error: { code: 'member_inactive' } });
  expect(await ask({ caller: admin })).toEqual({ ok: false, error: { code: 'member_inactive' } });
});

test('[G6] what is owed is taken before anything is granted', async () => {
  const sale = one.log.sold(anna, { amountFen: 20_000 });
  await one.exchange();
  one.log.redeemed(anna, rewardId(1), { points: 700 });
  one.log.refunded(sale, { member: anna, amountFen: 20_000, debt: 200, experience: 200 });
  one.log.sold(anna, { amountFen: 50_000 });
  one.log.returned(anna, 500, 'day_close');
  await one.exchange();
  const before = await totalOf(hq, anna);
  const grant = await issued();
  expect(grant.n).toBe(before.points - (before.owed - before.absorbed));
  expect(await totalOf(hq, anna)).toMatchObject({ owed: 200, absorbed: 200 });
});

test('one text carries the points of everybody who was merged into one', async () => {
  two.log.registered(ben, { name: '本' });
  two.log.sold(ben, { amountFen: 4000 });
  two.log.returned(ben, 40, 'day_close');
  await two.exchange();
  await hq.hq.context.db
    .insertInto('link')
    .values({ member_id: ben, into_id: anna, linked_at: hq.now as never, event_id: two.log.newId() })
    .execute();
  for (const asked of [anna, ben]) {
    const answer = await ask({ caller: callerOf(asked), memberId: asked });
    const { grants } = read(answer.ok ? answer.value.text : null);
    expect(grants).toEqual([
      { memberId: anna, vintage: NEVER, granted: 500 },
      { memberId: ben, vintage: NEVER, granted: 40 },
    ]);
  }
});

test('points that are past their month are not sent anywhere', async () => {
  one.log.sold(anna, { amountFen: 1000, vintage: '2026-05' as Vintage });
  one.log.sold(anna, { amountFen: 2000, vintage: '2026-12' as Vintage });
  one.log.returned(anna, 10, 'day_close', '2026-05' as Vintage);
  one.log.returned(anna, 20, 'day_close', '2026-12' as Vintage);
  await one.exchange();
  const { grants } = read((await issued()).text);
  expect(grants.map(({ vintage, granted }) => [vintage, granted])).toEqual([
    ['2026-12', 20],
    [NEVER, 500],
  ]);
});

test('whatever the policy, points that were fetched for a branch stay there for as long as somebody stands at its counter', async () => {
  const { putSettings, DEFAULT_SETTINGS } = await import('../../../apps/hq-server/src/server/store/setting-store.ts');
  await hq.hq.context.db
    .transaction()
    .execute((trx) => putSettings(trx, { ...DEFAULT_SETTINGS, version: 1, placement: { kind: 'hq_only' } }));
  expect(await issued()).toMatchObject({ n: 500, there: 500 });
  expect((await two.exchange()).recalls).toEqual([]);
});

test('a member asks for themselves and nobody else', async () => {
  expect(await ask({ caller: callerOf(ben) })).toEqual({ ok: false, error: { code: 'not_found' } });
});

test('a manager asks for the own branch and members within reach; elsewhere it is as if there were nothing', async () => {
  const managerOf = (branch: string): Caller => ({
    kind: 'staff',
    role: 'branch_manager',
    staffId: '0190e000-0000-7000-8000-000000000002' as StaffId,
    branchId: branch as BranchId,
  });
  const nothing = { ok: false, error: { code: 'not_found' } };
  expect(await ask({ caller: managerOf('b1') })).toEqual(nothing);
  expect(await ask({ caller: managerOf('b2') })).toEqual(nothing);
  expect(await ask({ caller: managerOf('b1'), branchId: 'b1' as BranchId })).toMatchObject({ ok: true });
  expect(await ask({ caller: admin })).toMatchObject({ ok: true });
});

test('who had points moved stands in the audit, once; the statement does not change', async () => {
  const entries = () => hq.hq.context.db.selectFrom('entry').selectAll().execute();
  const before = await entries();
  await ask({ caller: admin });
  await ask({ caller: admin });
  const saved = await hqEvents(hq, 'record_saved');
  expect(saved.filter(({ body }) => (body['fields'] as string[]).includes('grant'))).toMatchObject([
    { staff: admin.kind === 'staff' ? admin.staffId : null, body: { topic: 'member', key: anna } },
  ]);
  expect(await entries()).toEqual(before);
});

test('more than a page ever asks for is refused for a while, and others are not', async () => {
  let refused = 0;
  for (let asked = 0; asked < 125; asked += 1) {
    const answer = await ask();
    if (!answer.ok) {
      expect(answer.error).toEqual({ code: 'too_many_tries', retryAfterSeconds: 600 });
      refused += 1;
    }
  }
  expect(refused).toBe(5);
  expect((await ask({ caller: admin })).ok).toBe(true);
  hq.advance(600_000);
  expect((await ask()).ok).toBe(true);
});

test('[G10] the text holds nothing of the name, phone or card', async () => {
  const { text } = await issued();
  const bytes = JSON.stringify(read(text));
  expect(bytes).not.toMatch(/安娜|name|phone|card/i);
});

test('[G6] [G7] whoever asks for what in whatever order, HQ never grants more than there was', async () => {
  const asks = fc.array(
    fc.record({ branchId: fc.constantFrom('b1', 'b2'), n: fc.option(fc.integer({ min: 1, max: 700 })), returned: fc.nat(300) }),
    { maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(asks, async (all) => {
      for (const { branchId, n } of all) {
        const grant = await issued({ branchId: branchId as BranchId, n });
        expect(grant.n).toBeLessThanOrEqual(500);
        const held = (await rightsSumOf(hq, anna, 'b1')) + (await rightsSumOf(hq, anna, 'b2'));
        expect(held + (await poolSumOf(hq, anna))).toBe(500);
      }
    }),
    { numRuns: 8, seed: 7 },
  );
});

test('an HQ that dies amid it has granted all or nothing, and the next try tells it', async () => {
  await hq.close();
  const crash = createCrashSwitch();
  hq = await openSyncHq({ onStep: crash.onStep });
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 50_000 });
  one.log.returned(anna, 500, 'day_close');
  await one.exchange();
  await two.exchange();
  let isUnhurt = false;
  let crashes = 0;
  for (let step = 1; !isUnhurt; step += 1) {
    crash.arm(step);
    await ask().catch(() => null);
    isUnhurt = !crash.hasCrashed();
    if (isUnhurt) break;
    crashes += 1;
    await hq.hq.close().catch(() => undefined);
    crash.disarm();
    await hq.reopen();
    expect([await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b2')]).toEqual([500, 0]);
  }
  crash.disarm();
  expect(crashes).toBeGreaterThan(20);
  expect(await issued()).toMatchObject({ n: 500 });
  expect(await hqEvents(hq, 'rights_granted')).toHaveLength(1);
}, 60_000);
