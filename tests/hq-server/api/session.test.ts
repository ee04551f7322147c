import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorOf } from './support/call.ts';
import { openTestChain, PHONE, type TestChain } from './support/chain.ts';
import { ADMIN, PASSWORD } from './support/test-hq.ts';

let hq: TestChain;
beforeAll(async () => {
  hq = await openTestChain();
});
afterAll(() => hq.close());

test('the session tells who is signed in, from the credential', async () => {
  const answer = await hq.call('GET', '/api/v1/session', { token: hq.managerA });
  expect(answer.body['staff']).toEqual({ id: hq.ids.managerA, name: 'manager-a', role: 'branch_manager', branchId: 'branch-a' });
});
