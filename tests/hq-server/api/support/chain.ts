import { assert } from '@jifen/core';
import { openTestHq, PASSWORD, ADMIN, type TestHq } from './test-hq.ts';

export const PHONE = '13812345678';

/** An HQ with two branches, their managers and a member each; everybody is signed in. */
export type TestChain = TestHq & {
  readonly admin: string;
  readonly managerA: string;
  readonly managerB: string;
  readonly member: string;
  readonly ids: {
    readonly memberA: string;
    readonly memberB: string;
    readonly managerA: string;
    readonly managerB: string;
    readonly cashierA: string;
    readonly cashierB: string;
  };
  /** Calls that must succeed; answers the body. */
  made(path: string, body: unknown): Promise<Record<string, unknown>>;
};

export async function openTestChain(options: Parameters<typeof openTestHq>[0] = {}): Promise<TestChain> {
  const hq = await openTestHq(options);
  const admin = await hq.signIn(ADMIN);
  const made = async (path: string, body: unknown) => {
    const answer = await hq.call('POST', path, { token: admin, body });
    assert(answer.status === 201 || answer.status === 200, `POST ${path} answered ${answer.status} ${answer.text}`);
    return answer.body;
  };
  for (const id of ['branch-a', 'branch-b']) await made('/api/v1/branches', { id, name: id });
  const staff = async (account: string, role: string, branchId: string) => {
    const secrets = role === 'cashier' ? { pin: '2468' } : { password: PASSWORD };
    return String((await made('/api/v1/staff', { id: hq.newId(), account, name: account, role, branchId, ...secrets }))['id']);
  };
  const member = async (name: string, phone: string, homeBranch: string) =>
    String((await made('/api/v1/members', { id: hq.newId(), name, phone, homeBranch, password: PASSWORD }))['id']);
  const ids = {
    managerA: await staff('manager-a', 'branch_manager', 'branch-a'),
    managerB: await staff('manager-b', 'branch_manager', 'branch-b'),
    cashierA: await staff('cashier-a', 'cashier', 'branch-a'),
    cashierB: await staff('cashier-b', 'cashier', 'branch-b'),
    memberA: await member('张三丰', PHONE, 'branch-a'),
    memberB: await member('李清照', '13912345678', 'branch-b'),
  };
  const session = await hq.call('POST', '/api/v1/member-session', { body: { identifier: PHONE, password: PASSWORD } });
  return {
    ...hq,
    admin,
    managerA: await hq.signIn('manager-a'),
    managerB: await hq.signIn('manager-b'),
    member: String(session.body['token']),
    ids,
    made,
  };
}
