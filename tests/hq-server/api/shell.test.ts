import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageRoutes } from '../../../apps/hq-server/src/server/routes/page-routes.ts';
import { createFirstAdmin } from '../../../apps/hq-server/src/server/service/create-first-admin.ts';
import { errorOf } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';
import { openTestHq, PASSWORD } from './support/test-hq.ts';

let fault: Error | null = null;
let onStep: () => void = () => undefined;
let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain({
    onStep: () => {
      if (fault !== null) throw fault;
      onStep();
    },
  });
});
afterEach(async () => {
  fault = null;
  await hq.close();
});

test('every answer carries a request id, strict headers, and none is kept by a cache', async () => {
  const answers = [
    await hq.call('GET', '/api/v1/branches', { token: hq.admin }),
    await hq.call('GET', '/api/v1/branches'),
    await hq.call('GET', '/api/v1/nothing'),
    await hq.call('GET', '/api/openapi.json'),
  ];
  for (const { headers } of answers) {
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'none'"])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  }
});

test('a refusal names its request, and the log has the same name', async () => {
  const answer = await hq.call('GET', '/api/v1/branches');
  expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'));
  expect(hq.logged()).toContain(String(answer.body['requestId']));
});

test('an unknown path and a wrong method are not found, as JSON', async () => {
  for (const [method, path] of [
    ['GET', '/api/v1/nothing'],
    ['PUT', '/api/v1/branches'],
    ['DELETE', '/api/v1/members'],
  ] as const) {
    const answer = await hq.call(method, path, { token: hq.admin });
    expect([answer.status, errorOf(answer)]).toEqual([404, { code: 'not_found' }]);
  }
});

test('nothing personal and no secret ever stands in the log', async () => {
  const canaries = ['13712345699', '11010519491231002X', '曹雪芹canary', 'canary road 1', 'canary password', 'canary-token', '1990-12-24'];
  const [phone, idNumber, name, address, password, token, birthday] = canaries;
  await hq.call('POST', '/api/v1/members', {
    token: hq.admin,
    body: { id: hq.newId(), name, phone, idNumber, address, birthday, password, homeBranch: 'branch-a' },
  });
  await hq.call('GET', `/api/v1/members?q=${encodeURIComponent(String(phone))}`, { token: hq.admin });
  await hq.call('GET', `/api/v1/members?q=${encodeURIComponent(String(name))}`, { token: String(token) });
  await hq.call('POST', '/api/v1/member-session', { body: { identifier: phone, password } });
  await hq.call('POST', '/api/v1/session', { body: { account: phone, password } });
  await hq.call('POST', '/api/v1/members', { token: hq.admin, body: { id: phone, name, secret: password } });
  await hq.call('POST', '/api/v1/members', { token: hq.admin, raw: `{"phone":"${String(phone)}"` });
  await hq.call('GET', `/api/v1/${String(phone)}`, { token: hq.admin });
  await hq.call('GET', `/api/v1/members/${String(phone)}`, { token: hq.admin });
  fault = new Error(`it broke at ${String(phone)}`);
  await hq.call('GET', '/api/v1/branches', { token: hq.admin });
  fault = null;
  const log = hq.logged();
  expect(log.split('\n').length).toBeGreaterThan(10);
  expect(log).toContain('request failed');
  for (const canary of [...canaries, hq.admin, hq.member, PASSWORD, 'argon2']) expect(log).not.toContain(canary);
});

test('a bug is answered by a code and no more', async () => {
  fault = new Error('secret detail');
  const answer = await hq.call('GET', '/api/v1/branches', { token: hq.admin });
  expect([answer.status, errorOf(answer)]).toEqual([500, { code: 'internal_error' }]);
  expect(answer.text).not.toContain('secret');
});

test.each([
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_READONLY', 'storage_read_only'],
  ['SQLITE_CORRUPT', 'storage_corrupt'],
  ['SQLITE_BUSY', 'storage_busy'],
  ['SQLITE_IOERR_WRITE', 'storage_failed'],
])('%s at any statement is answered with 503, a time to wait and nothing half done', async (sqlite, code) => {
  const rows = () =>
    Promise.all((['branch', 'event', 'feed'] as const).map((table) => hq.context.db.selectFrom(table).selectAll().execute()));
  const before = await rows();
  let failedAt = 0;
  for (let at = 1; failedAt === at - 1; at += 1) {
    let step = 0;
    onStep = () => {
      step += 1;
      if (step !== at) return;
      failedAt = at;
      throw new Database.SqliteError('disk', sqlite);
    };
    const answer = await hq.call('POST', '/api/v1/branches', { token: hq.admin, body: { id: 'branch-c', name: '新' } });
    onStep = () => undefined;
    if (failedAt !== at) {
      expect(answer.status).toBe(201);
      continue;
    }
    expect([answer.status, errorOf(answer)]).toEqual([503, { code }]);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await rows()).toEqual(before);
  }
  expect(failedAt).toBeGreaterThan(8);
});

test('HQ is alive without its database, and ready only when it can write', async () => {
  expect([(await hq.call('GET', '/livez')).status, (await hq.call('GET', '/readyz')).status]).toEqual([200, 200]);
  fault = new Database.SqliteError('disk', 'SQLITE_FULL');
  const answer = await hq.call('GET', '/readyz');
  expect([(await hq.call('GET', '/livez')).status, answer.status, errorOf(answer)]).toEqual([200, 503, { code: 'disk_full' }]);
});

test('HQ that was told to stop is alive and not ready', async () => {
  hq.setClosing(true);
  const answer = await hq.call('GET', '/readyz');
  expect([(await hq.call('GET', '/livez')).status, answer.status, errorOf(answer)]).toEqual([200, 503, { code: 'shutting_down' }]);
});

test('the first admin is made once, and outside a demo never with a password that others know', async () => {
  const fresh = await openTestHq();
  const make = (password: string, isDemo: boolean) =>
    createFirstAdmin(fresh.context, { account: 'admin', name: '管理员', password, isDemo });
  for (const password of ['admin', 'admin123', 'password', '12345678', '88888888', 'jifen1234', '管理员'])
    expect(await make(password, false)).toMatchObject({ ok: false });
  expect(await make('a long password', false)).toEqual({ ok: true, value: null });
  expect(await fresh.context.db.selectFrom('staff').selectAll().execute()).toHaveLength(1);
  await fresh.close();
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function builtPages() {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-pages-'));
  folders.push(folder);
  for (const page of ['admin', 'portal']) {
    mkdirSync(join(folder, page, 'assets'), { recursive: true });
    writeFileSync(join(folder, page, 'index.html'), `<title>${page}</title>`);
    writeFileSync(join(folder, page, 'assets', 'main-1a2b.js'), 'export {};');
  }
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  return pageRoutes(folder);
}

test('the built pages are served, and every path inside one is the page itself', async () => {
  const pages = builtPages();
  for (const [path, title] of [
    ['/admin', 'admin'],
    ['/admin/', 'admin'],
    ['/admin/members/1', 'admin'],
    ['/m', 'portal'],
    ['/m/points', 'portal'],
  ] as const) {
    const answer = await pages.request(path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 200, `<title>${title}</title>`]);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  }
  const script = await pages.request('/admin/assets/main-1a2b.js');
  expect([script.status, script.headers.get('content-type'), script.headers.get('cache-control')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ]);
  expect((await pages.request('/admin/assets/main-old.js')).status).toBe(404);
});

test.each([
  '/admin/../secret.txt',
  '/admin/..%2Fsecret.txt',
  '/admin/%2e%2e/secret.txt',
  '/admin/..%5csecret.txt',
  '/admin/assets/../../secret.txt',
  '/admin/assets/..%2f..%2fsecret.txt',
  '/admin//etc/passwd',
  '/m/%00',
])('the path %s leads nowhere outside the page', async (path) => {
  expect(await (await builtPages().request(path)).text()).not.toMatch(/secret|root:/);
});

test('a page that is not built says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-pages-'));
  folders.push(folder);
  const answer = await pageRoutes(folder).request('/admin/members');
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('npm run build')]);
});
