import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMain } from '../../../scripts/pos/build-till.ts';
import { lintElectron } from './linter/lint-electron.ts';

const work = mkdtempSync(join(tmpdir(), 'jifen-lint-'));
const folder = join(work, 'till');

beforeAll(async () => {
  await buildMain(folder, 'es2019');
  writeFileSync(join(folder, 'package.json'), '{ "name": "till", "main": "main.js" }');
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the Electron security linter reads the whole main process and objects to nothing but a policy that it cannot see', async () => {
  // The policy is a header of every answer of the scheme; packed-till.test.ts looks at it.
  expect(await lintElectron(folder)).toEqual({ errors: [], findings: ['CSP_GLOBAL_CHECK N/A'] });
}, 120_000);

test('the linter would notice: what it should find when the guards are taken out it finds', async () => {
  const weakened: readonly (readonly [good: string, bad: string, finding: string])[] = [
    ['sandbox: true', 'sandbox: false', 'SANDBOX_JS_CHECK'],
    ['contextIsolation: true', 'contextIsolation: false', 'CONTEXT_ISOLATION_JS_CHECK'],
    ['webSecurity: true', 'webSecurity: false', 'WEB_SECURITY_JS_CHECK'],
    ['.setWindowOpenHandler(', '.setNothing(', 'LIMIT_NAVIGATION'],
    ['.setPermissionRequestHandler(', '.setNothing(', 'PERMISSION_REQUEST_HANDLER'],
  ];
  const broken = join(work, 'broken');
  mkdirSync(broken);
  const source = readFileSync(join(folder, 'main.js'), 'utf8');
  expect(weakened.filter(([good]) => !source.includes(good))).toEqual([]);
  writeFileSync(
    join(broken, 'main.js'),
    weakened.reduce((text, [good, bad]) => text.replaceAll(good, bad), source),
  );
  const { findings } = await lintElectron(broken);
  for (const [, , finding] of weakened) expect(findings.join('\n')).toContain(finding);
}, 120_000);
