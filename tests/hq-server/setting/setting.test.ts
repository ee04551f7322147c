import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, type Json } from '../api/support/call.ts';
import { openTestChain, type TestChain } from '../api/support/chain.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const get = (token = hq.admin) => hq.call('GET', '/api/v1/settings', { token });
const put = (body: unknown, token = hq.admin) => hq.call('PUT', '/api/v1/settings', { token, body });

const FIRST = {
  version: 0,
  placement: { kind: 'most_visited' },
  perBranchCap: null,
  returnAtClose: true,
  leaseDays: 30,
  refundLimitFen: 20_000,
  idleLockMinutes: 3,
};

test('a new chain places where the member bought most, returns at close, and leases for thirty days', async () => {
  expect((await get()).body).toEqual(FIRST);
});

test('[H6] a change makes the next version, stands in HQ’s log, and every branch hears of it', async () => {
  const poked: string[] = [];
  hq.context.pokes.subscribe('branch-a' as never, () => poked.push('a'));
  const changed = { ...FIRST, placement: { kind: 'home' }, leaseDays: null };
  expect((await put(changed)).body).toEqual({ ...changed, version: 1 });
  expect((await get()).body).toEqual({ ...changed, version: 1 });
  const { body } = await hq.call('GET', '/api/v1/audit?limit=1', { token: hq.admin });
  expect((body['items'] as Json[])[0]).toMatchObject({ type: 'record_saved' });
  const event = await hq.context.db.selectFrom('event').select('content').orderBy('gseq', 'desc').executeTakeFirstOrThrow();
  expect(JSON.parse(event.content)).toMatchObject({ body: { topic: 'setting', key: 'chain', fields: ['placement', 'leaseDays'] } });
  const feed = await hq.context.db.selectFrom('feed').selectAll().where('topic', '=', 'setting').execute();
  expect([feed, poked]).toMatchObject([[{ key: 'chain', branch_id: '' }], ['a']]);
});

test('[H6] the same content again changes nothing; another’s change in between is not overwritten', async () => {
  const mine = { ...FIRST, returnAtClose: false };
  await put(mine);
  expect((await put(mine)).body).toEqual({ ...mine, version: 1 });
  const late = await put({ ...FIRST, leaseDays: 7 });
  expect([late.status, errorOf(late)]).toMatchObject([409, { code: 'settings_changed' }]);
  expect((await get()).body).toEqual({ ...mine, version: 1 });
});

test.each([
  [422, 'split_above_whole', { placement: { kind: 'split', homePercent: 80, lastPercent: 15, secondPercent: 6 } }],
  [400, 'malformed_request', { placement: { kind: 'split', homePercent: 80.5, lastPercent: 0, secondPercent: 0 } }],
  [400, 'malformed_request', { placement: { kind: 'everywhere' } }],
  [400, 'malformed_request', { leaseDays: 0 }],
  [400, 'malformed_request', { perBranchCap: -1 }],
])('%i %s: %j', async (status, code, change) => {
  const answer = await put({ ...FIRST, ...change });
  expect([answer.status, errorOf(answer)]).toMatchObject([status, { code }]);
  expect((await get()).body).toEqual(FIRST);
});

test('settings are HQ’s alone', async () => {
  for (const token of [hq.managerA, hq.member]) {
    expect(
      [(await get(token)).status, (await put({ ...FIRST, leaseDays: 7 }, token)).status].every(
        (status) => status === 401 || status === 403,
      ),
    ).toBe(true);
  }
});
