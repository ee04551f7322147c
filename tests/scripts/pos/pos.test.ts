import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const OTHER_SYSTEM = process.platform === 'win32' ? 'linux' : 'win32';

type Ended = { readonly code: number; readonly said: string };

function runPos(env: Readonly<Record<string, string>>): Promise<Ended> {
  const options = { cwd: root, env: { ...process.env, NODE_ENV: 'production', ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/pos.ts'], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-pos-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('where Electron cannot be had, npm run pos says so in both languages, names the till in a browser, and fails', async () => {
  // Nobody listens there, nothing was fetched before, and what may be installed is for another system.
  const unreachable = {
    ELECTRON_MIRROR: 'http://127.0.0.1:9/',
    electron_config_cache: newFolder(),
    ELECTRON_INSTALL_PLATFORM: OTHER_SYSTEM,
  };
  const { code, said } = await runPos(unreachable);
  expect(code).toBe(1);
  expect(said).toContain('请改用浏览器里的收银台：npm run pos:browser');
  expect(said).toContain('Use the till in a browser instead: npm run pos:browser');
}, 120_000);

test('where Electron is, npm run pos builds the till, starts it on the program’s folder and ends as it ends', async (context) => {
  context.skip(process.platform === 'win32', 'stands in for Electron by a shell script');
  const folder = newFolder();
  const electron = join(folder, 'electron');
  writeFileSync(electron, `#!/bin/sh\necho "$1" > '${folder}/started'\necho "$JIFEN_DATA_DIR" > '${folder}/data'\nexit 7\n`);
  chmodSync(electron, 0o755);
  const { code, said } = await runPos({ ELECTRON_OVERRIDE_DIST_PATH: folder });
  expect({ code, said }).toMatchObject({ code: 7 });
  const app = readFileSync(join(folder, 'started'), 'utf8').trim();
  expect(app).toBe(join(root, 'apps/pos-desktop'));
  expect(readFileSync(join(folder, 'data'), 'utf8').trim()).toBe(join(root, '.data/pos'));
  const { main } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { readonly main: string };
  expect(readFileSync(join(app, main), 'utf8')).toContain('enableSandbox');
}, 120_000);
