import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@jifen/platform';
import { type BrowserTill, startBrowserTill } from '@jifen/pos-desktop/browser';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort, startChild } from '../../support/chain/child.ts';

async function openTill(): Promise<{ till: BrowserTill; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-browser-'));
  const pageFolder = join(folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>till</title>');
  writeFileSync(join(pageFolder, 'assets', 'main-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const till = await startBrowserTill({
    dataFolder: join(folder, 'data'),
    port: 0,
    demo: true,
    logger: createLogger({ name: 'till', level: 'silent' }),
    transport: () => Promise.reject(new TypeError('fetch failed')),
    pageFolder,
  });
  onTestFinished(async () => {
    await till.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { till, folder };
}

type Answer = { readonly status: number; readonly text: string; readonly headers: NodeJS.Dict<string | string[]> };

/** A request as it is: paths are not tidied and headers are what the test says. */
function send(url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    call.on('error', reject);
    call.end();
  });
}

test('the page and the API come from one origin, with a policy that lets nothing else in', async () => {
  const { till } = await openTill();
  const page = await send(till.url, '/');
  expect(page.text).toContain('<title>till</title>');
  expect(page.headers['content-security-policy']).toMatch(
    /default-src 'none'; script-src 'self';.*connect-src 'self';.*frame-ancestors 'none'/,
  );
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  expect((await send(till.url, '/journal')).text).toContain('<title>till</title>');
  expect((await send(till.url, '/assets/main-1a2b.js')).headers['cache-control']).toContain('immutable');
  expect((await send(till.url, '/assets/missing.js')).status).toBe(404);
  expect(JSON.parse((await send(till.url, '/api/state')).text)).toMatchObject({ enrolled: false });
});

test.each(['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/%00'])(
  'the path %s does not leave the page’s folder',
  async (path) => {
    const { till } = await openTill();
    expect((await send(till.url, path)).text).not.toContain('secret');
  },
);

test('another name for this machine, or a page of another site, is not let in', async () => {
  const { till } = await openTill();
  const { port } = new URL(till.url);
  expect((await send(till.url, '/api/state', { host: `evil.example:${port}` })).status).toBe(403);
  expect((await send(till.url, '/api/state', { origin: 'http://evil.example' })).status).toBe(403);
  expect((await send(till.url, '/api/state', { host: `localhost:${port}` })).status).toBe(200);
  expect((await send(till.url, '/api/state', { origin: `http://127.0.0.1:${port}` })).status).toBe(200);
});

test('SIGTERM closes the till in good order; a setting that does not exist is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-browser-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const entry = 'apps/pos-desktop/src/browser/main.ts';
  const env = { JIFEN_DATA_DIR: folder, JIFEN_LOG_LEVEL: 'error' };
  const child = await startChild({ entry, port: await findFreePort(), env, readyPath: '/api/state' });
  expect(await child.stop()).toBe(0);
  const wrong = startChild({ entry, port: await findFreePort(), env: { ...env, JIFEN_PROT: '1' }, readyPath: '/api/state' });
  await expect(wrong).rejects.toThrow('JIFEN_PROT');
});
