import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeDemoFolder } from '../../../scripts/start/demo-folder.ts';
import { StartProblem } from '../../../scripts/start/start-problem.ts';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jifen-folder-'));
  path = join(root, 'demo');
});
afterEach(() => rmSync(root, { recursive: true }));

test('a folder that is missing or empty becomes a new demo', () => {
  expect(takeDemoFolder(path, 1000)).toMatchObject({ isNew: true, madeAt: 1000 });
  mkdirSync(join(root, 'empty'));
  expect(takeDemoFolder(join(root, 'empty'), 2000)).toMatchObject({ isNew: true, madeAt: 2000 });
});

test('the next start keeps the moment of the first and the shops that are ready', () => {
  const first = takeDemoFolder(path, 1000);
  first.markReady('renmin');
  first.release();
  const second = takeDemoFolder(path, 5000);
  expect(second).toMatchObject({ isNew: false, madeAt: 1000 });
  expect([second.isReady('renmin'), second.isReady('binhu')]).toEqual([true, false]);
});

test('a folder that another process uses is refused', () => {
  takeDemoFolder(path, 1000).release();
  writeFileSync(join(path, 'running.pid'), String(process.ppid));
  expect(() => takeDemoFolder(path, 2000)).toThrow(StartProblem);
});

test('what a killed start left behind does not stop the next one', () => {
  takeDemoFolder(path, 1000);
  writeFileSync(join(path, 'running.pid'), '4194399');
  expect(takeDemoFolder(path, 2000).madeAt).toBe(1000);
});

test('a folder with something else in it is refused untouched', () => {
  mkdirSync(path);
  writeFileSync(join(path, 'accounts.txt'), 'mine');
  expect(() => takeDemoFolder(path, 1000)).toThrow(StartProblem);
});

test('a damaged demo says so', () => {
  mkdirSync(path);
  writeFileSync(join(path, 'demo.json'), '{}');
  expect(() => takeDemoFolder(path, 1000)).toThrow(/delete the whole folder/);
});
