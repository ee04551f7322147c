import { experience } from '@jifen/core';
import { argon2Hasher } from '@jifen/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoData, demoDataAt } from '../../../apps/hq-server/src/demo/demo-data.ts';
import { seedDemo } from '../../../apps/hq-server/src/demo/seed-demo.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { openTestHq, type TestHq } from '../api/support/test-hq.ts';

let hq: TestHq;
let data: DemoData;
let token: string;

beforeAll(async () => {
  hq = await openTestHq({ isEmpty: true });
  data = demoDataAt(hq.context.clock());
  await seedDemo(hq.context);
  token = String((await hq.call('POST', '/api/v1/session', { body: { account: 'admin', password: DEMO_PASSWORD } })).body['token']);
});
afterAll(() => hq.close());

async function listAll(path: string): Promise<Record<string, unknown>[]> {
  const page = await hq.call('GET', `${path}?limit=200`, { token });
  expect(page.body['nextCursor']).toBeNull();
  return page.body['items'] as Record<string, unknown>[];
}

test('HQ lists the demo chain: 3 branches, 200 members, 40 products, 12 rewards, its staff and a rule', async () => {
  const paths = ['branches', 'members', 'products', 'rewards', 'staff', 'rules'];
  const counts = await Promise.all(paths.map(async (path) => (await listAll(`/api/v1/${path}`)).length));
  expect(counts).toEqual([3, 200, 40, 12, 10, 1]);
});

test('every member stands at HQ as the books before Jifen say', async () => {
  const members = new Map((await listAll('/api/v1/members')).map((member) => [member['id'], member]));
  for (const { id, name, isActive, joinedAt, homeBranch, points, spending } of data.members) {
    expect(members.get(id)).toMatchObject({
      name,
      isActive,
      joinedAt,
      homeBranch,
      points: points.reduce((sum, { n }) => sum + n, 0),
      experience: spending.experience,
      purchases: spending.purchases,
      totalSpendFen: spending.spendFen,
      lastPurchaseAt: spending.lastPurchaseAt,
      debt: 0,
    });
  }
});

test('points and experience are the fold of the postings in HQ’s log', async () => {
  const { db } = hq.context;
  const events = await db.selectFrom('event').select('content').where('type', '=', 'balance_opened').execute();
  const sums = { pt: 0, xp: 0 };
  for (const { content } of events) {
    const { postings } = JSON.parse(content) as { postings: readonly { unit: 'pt' | 'xp'; n: number }[] };
    for (const { unit, n } of postings) sums[unit] += n;
  }
  const totals = await db.selectFrom('member_total').selectAll().execute();
  const pool = await db.selectFrom('pool').selectAll().execute();
  expect(sums.pt).toBe(totals.reduce((sum, { points }) => sum + points, 0));
  expect(sums.pt).toBe(pool.reduce((sum, { n }) => sum + n, 0));
  expect(sums.xp).toBe(totals.reduce((sum, total) => sum + total.experience, 0));
});

test('opening experience stands in event order, where settlement finds it', async () => {
  const { db } = hq.context;
  const changes = await db.selectFrom('experience_change').selectAll().execute();
  const totals = new Map((await db.selectFrom('member_total').selectAll().execute()).map((total) => [total.member_id, total]));
  expect(changes.length).toBe(data.members.filter(({ spending }) => spending.experience > 0).length);
  for (const { member_id, change } of changes) expect(totals.get(member_id)?.timeline_experience).toBe(change);
});

test('a balance is opened once', async () => {
  const { openBalances } = await import('../../../apps/hq-server/src/server/service/balance-service.ts');
  const [member] = data.members;
  const staffId = data.staff[0]?.id;
  if (member === undefined || staffId === undefined) throw new Error('the demo has members and staff');
  const opening = { memberId: member.id, ...member.spending, experience: experience(1), points: [], lastBranch: member.homeBranch };
  const caller = { kind: 'staff', role: 'hq_admin', staffId, branchId: null } as const;
  expect(await openBalances(hq.context, caller, [opening])).toEqual({ ok: false, error: { code: 'id_taken' } });
  const nobody = { ...opening, memberId: '01890000-0000-7000-8000-000000000000' as typeof member.id };
  expect(await openBalances(hq.context, caller, [nobody])).toEqual({ ok: false, error: { code: 'not_found' } });
});

test.each([
  ['phone', '13800010002'],
  ['card', '2100880000089'],
])('a named member signs in by %s', async (_, identifier) => {
  const session = await hq.call('POST', '/api/v1/member-session', { body: { identifier, password: DEMO_PASSWORD } });
  expect(session.status).toBe(200);
  const me = await hq.call('GET', '/api/v1/me', { token: String(session.body['token']) });
  expect(me.body).toMatchObject({ name: '王秀英', tier: { id: 'vip' } });
});

test('each manager signs in, and sees the own branch only', async () => {
  for (const { id } of data.branches) {
    const session = await hq.call('POST', '/api/v1/session', { body: { account: id, password: DEMO_PASSWORD } });
    const branches = await hq.call('GET', '/api/v1/branches', { token: String(session.body['token']) });
    expect((branches.body['items'] as { id: string }[]).map((branch) => branch.id)).toEqual([id]);
  }
});

test('a seeding that is cut off leaves nothing', async () => {
  let hashes = 0;
  const hash = (plain: string) => {
    hashes += 1;
    // By then the branches, the rule and some staff are written.
    return hashes < 6 ? argon2Hasher.hash(plain) : Promise.reject(new Error('cut off'));
  };
  const other = await openTestHq({ isEmpty: true, hasher: { ...argon2Hasher, hash } });
  const eventsOf = () => other.context.db.selectFrom('event').select('event_id').execute();
  const before = await eventsOf();
  await expect(seedDemo(other.context)).rejects.toThrow('cut off');
  expect(await eventsOf()).toEqual(before);
  for (const table of ['branch', 'rule', 'staff', 'feed'] as const) {
    expect(await other.context.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
  await other.close();
});
