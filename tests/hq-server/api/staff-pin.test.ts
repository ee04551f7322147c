import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const person = () => ({ id: hq.newId(), account: 'li', name: '李', role: 'cashier', branchId: 'branch-a' });
const post = (body: unknown) => hq.call('POST', '/api/v1/staff', { token: hq.managerA, body });
const patch = (id: string, body: unknown) => hq.call('PATCH', `/api/v1/staff/${id}`, { token: hq.managerA, body });

test('a PIN that serves once says so until another is set; whatever else changes leaves it alone', async () => {
  const li = person();
  expect((await post({ ...li, pin: '482915', mustChangePin: true })).body).toMatchObject({ hasPin: true, mustChangePin: true });
  expect((await patch(li.id, { name: '李四', mustChangePin: false })).body).toMatchObject({ name: '李四', mustChangePin: true });
  expect((await patch(li.id, { pin: '593026' })).body).toMatchObject({ mustChangePin: false });
  const row = await hq.context.db.selectFrom('staff').select('pin_hlc').where('account', '=', 'li').executeTakeFirstOrThrow();
  expect(row.pin_hlc).not.toBeNull();
});

test.each([
  [400, 'malformed_request', '12345'],
  [400, 'malformed_request', '1234567890123'],
  [400, 'malformed_request', '12a456'],
  [422, 'pin_too_easy', '123456'],
  [422, 'pin_too_easy', '777777'],
])('%i %s: %s', async (status, code, pin) => {
  const answer = await post({ ...person(), pin });
  expect([answer.status, errorOf(answer)]).toMatchObject([status, { code }]);
});
