import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD, DEMO_STAFF } from '../../apps/hq-server/src/demo/staff.ts';
import { READY } from '../../scripts/start/banner.ts';
import { findFreePort } from '../support/chain/child.ts';
import { type Answer, bodyOf, callJson } from '../support/chain/json-call.ts';

const READY_WITHIN_MS = 60_000;
const entry = join(import.meta.dirname, '../../scripts/start.ts');

type Start = { readonly child: ChildProcess; output(): string; readonly exit: Promise<number | null> };
type Me = { readonly points: number; readonly purchases: number };

let folder: string;
let ports: readonly [number, number, number];
let start: Start;
const started: Start[] = [];

const hq = (path: string) => `http://127.0.0.1:${ports[0]}${path}`;
const till = (path: string) => `http://127.0.0.1:${ports[1]}${path}`;
const secondTill = (path: string) => `http://127.0.0.1:${ports[2]}${path}`;

function call(method: string, url: string, options: { readonly token?: string; readonly body?: unknown } = {}): Promise<Answer> {
  return callJson({ fetch: (request) => fetch(request) }, { method, url, ...options });
}

function run(settings: Readonly<Record<string, string>> = {}): Start {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('JIFEN_')));
  const [hqPort, ...tillPorts] = ports;
  const own = { JIFEN_DATA_DIR: folder, JIFEN_PORT: String(hqPort), JIFEN_POS_PORTS: tillPorts.join() };
  const env = { ...inherited, ...own, ...settings };
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const result = { child, output: () => output, exit };
  started.push(result);
  return result;
}

async function runUntilReady(): Promise<Start> {
  const running = run();
  const until = Date.now() + READY_WITHIN_MS;
  while (!running.output().includes(READY)) {
    if (running.child.exitCode !== null || Date.now() > until) throw new Error(`the demo did not start:\n${running.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return running;
}

async function signInMember(): Promise<string> {
  const identifier = NAMED_MEMBERS[1]?.phone;
  return bodyOf<{ token: string }>(await call('POST', hq('/api/v1/member-session'), { body: { identifier, password: DEMO_PASSWORD } }))
    .token;
}

async function readMe(): Promise<Me> {
  return bodyOf<Me>(await call('GET', hq('/api/v1/me'), { token: await signInMember() }));
}

async function listTerminals(): Promise<readonly { readonly id: string; readonly branchId: string }[]> {
  const { token } = bodyOf<{ token: string }>(
    await call('POST', hq('/api/v1/session'), { body: { account: 'admin', password: DEMO_PASSWORD } }),
  );
  return bodyOf<{ items: { id: string; branchId: string }[] }>(await call('GET', hq('/api/v1/terminals'), { token })).items;
}

async function signInCashier(): Promise<string> {
  const cashier = DEMO_STAFF.find(({ role, branchId }) => role === 'cashier' && branchId === 'renmin');
  const { items } = bodyOf<{ items: { id: string; name: string }[] }>(await call('GET', till('/api/staff')));
  const staffId = items.find(({ name }) => name === cashier?.name)?.id;
  return bodyOf<{ token: string }>(await call('POST', till('/api/session'), { body: { staffId, pin: cashier?.pin } })).token;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jifen-start-'));
  ports = [await findFreePort(), await findFreePort(), await findFreePort()];
  start = await runUntilReady();
});

afterAll(() => {
  for (const { child } of started) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('one command brings HQ, its pages and two tills up', async () => {
  expect((await call('GET', hq('/livez'))).status).toBe(200);
  for (const url of [hq('/admin'), hq('/m'), till('/'), secondTill('/')]) {
    const page = await fetch(url);
    expect(page.status, url).toBe(200);
    expect(page.headers.get('content-type'), url).toContain('text/html');
  }
});

test('the rewards’ pictures are at HQ’s pages and at the tills', async () => {
  for (const url of [hq('/admin/pictures/honey.svg'), hq('/m/pictures/honey.svg'), till('/pictures/honey.svg')]) {
    const picture = await fetch(url);
    expect(picture.headers.get('content-type'), url).toContain('image/svg');
  }
});

test('the banner names every address and log-in', () => {
  const texts = [
    hq('/admin'),
    hq('/m'),
    till('/'),
    secondTill('/'),
    ...DEMO_STAFF.flatMap(({ account, role }) => (role === 'cashier' ? [] : account)),
  ];
  for (const text of [...texts, ...NAMED_MEMBERS.map(({ phone }) => phone), DEMO_PASSWORD]) expect(start.output()).toContain(text);
});

test('both tills are enrolled, each at its branch, and have rewards in stock', async () => {
  expect((await listTerminals()).map(({ branchId }) => branchId).toSorted()).toEqual(['binhu', 'renmin']);
  const { items } = bodyOf<{ items: { stock: { onHand: number } }[] }>(
    await call('GET', till('/api/rewards'), { token: await signInCashier() }),
  );
  expect(items.length).toBe(12);
  expect(Math.max(...items.map(({ stock }) => stock.onHand))).toBeGreaterThan(0);
});

test('a sale at a till arrives at HQ and at the member’s page', async () => {
  const before = await readMe();
  const token = await signInCashier();
  const found = bodyOf<{ items: { id: string }[] }>(await call('GET', till(`/api/members?q=${NAMED_MEMBERS[1]?.phone ?? ''}`), { token }));
  const body = {
    id: '0198f000-0000-7000-8000-000000000001',
    memberId: found.items[0]?.id,
    alias: null,
    lines: [{ kind: 'amount', amountFen: 3333, earns: true }],
    tenders: [{ method: 'cash', amountFen: 3333 }],
  };
  const receipt = bodyOf<{ accrual: { points: number } }>(await call('POST', till('/api/sales'), { token, body }));
  expect(receipt.accrual.points).toBe(49);
  bodyOf(await call('POST', till('/api/sync/exchange'), { token }));
  const after = await readMe();
  expect({ points: after.points - before.points, purchases: after.purchases - before.purchases }).toEqual({ points: 49, purchases: 1 });
});

test('a second start beside the first is refused with the reason', async () => {
  const second = run();
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(`Port ${ports[0]} is in use`);
});

test('Ctrl-C ends everything in order, and the next start goes on with the same data', async () => {
  const before = { me: await readMe(), terminals: await listTerminals() };
  start.child.kill('SIGINT');
  expect(await start.exit).toBe(0);
  start = await runUntilReady();
  expect(start.output()).toContain('continuing');
  expect({ me: await readMe(), terminals: (await listTerminals()).map(({ id, branchId }) => ({ id, branchId })) }).toEqual({
    me: before.me,
    terminals: before.terminals.map(({ id, branchId }) => ({ id, branchId })),
  });
  start.child.kill('SIGTERM');
  expect(await start.exit).toBe(0);
});

test('a port that another program uses is named, with what to do', async () => {
  const port = await findFreePort();
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const refused = run({ JIFEN_DATA_DIR: join(folder, 'other'), JIFEN_PORT: String(await findFreePort()), JIFEN_POS_PORTS: String(port) });
  expect(await refused.exit).toBe(1);
  expect(refused.output()).toContain(`端口 ${port} 已被占用`);
  expect(refused.output()).toContain('JIFEN_POS_PORTS=… npm start');
  server.close();
});

test('a folder with something else in it is left alone', async () => {
  const other = join(folder, 'private');
  mkdirSync(other);
  writeFileSync(join(other, 'accounts.txt'), 'mine');
  const freePorts = { JIFEN_PORT: String(await findFreePort()), JIFEN_POS_PORTS: String(await findFreePort()) };
  const refused = run({ JIFEN_DATA_DIR: other, ...freePorts });
  expect(await refused.exit).toBe(1);
  expect(refused.output()).toContain('JIFEN_DATA_DIR');
  expect(readdirSync(other)).toEqual(['accounts.txt']);
});
