import { assert } from '@jifen/core';
import { ADMIN, openTestHq, PASSWORD, type SavedHq, type TestHq, type TestHqOptions } from './test-hq.ts';

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

type Credentials = Pick<TestChain, 'admin' | 'managerA' | 'managerB' | 'member' | 'ids'>;
type SavedChain = { readonly saved: SavedHq; readonly credentials: Credentials };

/** Building the chain takes hundreds of writes to the disk, so a test file builds it once and every test gets a copy. */
const savedChains = new Map<'chain', Promise<SavedChain>>();

export async function openTestChain(options: TestHqOptions = {}): Promise<TestChain> {
  if (options.hasher !== undefined) {
    const fresh = await openTestHq(options);
    return chainOf(fresh, await buildChain(fresh));
  }
  const building = savedChains.get('chain') ?? saveChain();
  savedChains.set('chain', building);
  const { saved, credentials } = await building;
  return chainOf(await openTestHq({ ...options, saved }), credentials);
}

async function saveChain(): Promise<SavedChain> {
  const hq = await openTestHq();
  const credentials = await buildChain(hq);
  return { saved: await hq.save(), credentials };
}

function chainOf(hq: TestHq, credentials: Credentials): TestChain {
  return { ...hq, ...credentials, made: (path, body) => post(hq, credentials.admin, { path, body }) };
}

async function post(hq: TestHq, token: string, { path, body }: { readonly path: string; readonly body: unknown }) {
  const answer = await hq.call('POST', path, { token, body });
  assert(answer.status === 201 || answer.status === 200, `POST ${path} answered ${answer.status} ${answer.text}`);
  return answer.body;
}

async function buildChain(hq: TestHq): Promise<Credentials> {
  const admin = await hq.signIn(ADMIN);
  const made = (path: string, body: unknown) => post(hq, admin, { path, body });
  for (const id of ['branch-a', 'branch-b']) await made('/api/v1/branches', { id, name: id });
  const staff = async (account: string, role: string, branchId: string) => {
    const secrets = role === 'cashier' ? { pin: '240618' } : { password: PASSWORD };
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
  const [managerA, managerB] = [await hq.signIn('manager-a'), await hq.signIn('manager-b')];
  return { admin, managerA, managerB, member: String(session.body['token']), ids };
}
