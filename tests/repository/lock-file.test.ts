import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listMissingEntries, type LockFile } from '../../scripts/complete-lock.ts';

const text = readFileSync('package-lock.json', 'utf8');

test('the lock file has every platform package, so that npm ci accepts it (else: npm run lock)', () => {
  const lock: LockFile = JSON.parse(text);
  expect(listMissingEntries(lock)).toEqual([]);
});

test('a platform package that the lock file lacks is found with the system that it is for', () => {
  const packages = {
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { 'tool-linux-arm-gnueabihf': '2.0.0', 'tool-linux-x64-musl': '2.0.0' },
    },
    'node_modules/tool-linux-x64-musl': { version: '2.0.0' },
  };
  const entry = { version: '2.0.0', cpu: ['arm'], dev: true, libc: ['glibc'], optional: true, os: ['linux'] };
  expect(listMissingEntries({ packages })).toEqual([['node_modules/tool-linux-arm-gnueabihf', entry]]);
});

test('the lock file names no registry', () => {
  expect(text).not.toMatch(/"resolved": "http/);
});
