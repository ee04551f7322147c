import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorOf } from '../api/support/call.ts';
import { openTestChain, type TestChain } from '../api/support/chain.ts';

let hq: TestChain;
const life = '/api/v1/incarnations/branch-a/00000000000000aa';

beforeAll(async () => {
  hq = await openTestChain();
  const numbers = { last_seq: 4, last_settle_at: 0, head_seq: 9, first_seen_at: 5, resting_until: 0 };
  await hq.context.db
    .insertInto('incarnation')
    .values({ branch_id: 'branch-a', incarnation: '00000000000000aa', state: 'active', last_hash: 'h', last_hlc: 'c', ...numbers } as never)
    .execute();
});
afterAll(() => hq.close());

test('a decision goes over the API: made once, told again, refused by the name of the state', async () => {
  const post = (body: unknown, token = hq.admin) => hq.call('POST', `${life}/acts`, { token, body });
  const body = { id: hq.newId(), act: 'declare_lost', reason: '水浸' };
  expect(await post(body)).toMatchObject({
    status: 201,
    body: { state: 'in_doubt', reason: '水浸', acts: ['close_recovered', 'write_off'] },
  });
  expect((await post(body)).status).toBe(200);
  const again = await post({ ...body, id: hq.newId() });
  expect([again.status, errorOf(again)]).toEqual([409, { code: 'life_is_in_doubt' }]);
  expect((await post({ ...body, reason: '' })).status).toBe(400);
  expect((await post({ ...body, reason: 'x'.repeat(201) })).status).toBe(400);
  expect((await post({ ...body, act: 'forget' })).status).toBe(400);
  expect((await post(body, hq.managerA)).status).toBe(403);
});

test('a manager sees the own branch’s tills, and of the barrier only the own part', async () => {
  const list = await hq.call('GET', '/api/v1/incarnations?isOver=false', { token: hq.managerA });
  expect(list.body['items']).toMatchObject([{ incarnation: '00000000000000aa', headSeq: 9, ackedSeq: 4 }]);
  expect((await hq.call('GET', '/api/v1/incarnations?isOver=true', { token: hq.managerA })).body['items']).toEqual([]);
  expect((await hq.call('GET', '/api/v1/incarnations?branchId=branch-a', { token: hq.managerB })).status).toBe(404);
  expect(await hq.call('GET', life, { token: hq.managerA })).toMatchObject({ status: 200, body: { rightsHeld: 0, quarantined: 0 } });
  // The row was put in without a report, so HQ waits for it.
  expect((await hq.call('GET', '/api/v1/barrier', { token: hq.managerB })).body).toMatchObject({ isShut: true, waitingFor: [] });
  const waiver = { id: hq.newId(), branch: 'branch-a', incarnation: '00000000000000aa', reason: '报废' };
  const waived = await hq.call('POST', '/api/v1/barrier/waivers', { token: hq.admin, body: waiver });
  expect([waived.status, waived.body['isShut']]).toEqual([200, false]);
});

test('what was decided stands in the audit with who did it', async () => {
  const { body } = await hq.call('GET', '/api/v1/audit?limit=5', { token: hq.admin });
  expect(body['items']).toMatchObject([
    { type: 'barrier_waived', key: 'branch-a' },
    { type: 'incarnation_changed', key: 'branch-a' },
    {},
    {},
    {},
  ]);
});
