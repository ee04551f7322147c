import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, openLogFile } from '@jifen/platform';
import { expect, onTestFinished, test } from 'vitest';

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'till/till.log');
}

const write = (path: string, text: string) => createLogger({ name: 'pos', level: 'info' }, openLogFile(path)).info(text);

test('lines are added to the file of the last start, in a folder that is made, and only its owner reads them', () => {
  const path = newPath();
  write(path, 'one');
  write(path, 'two');
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ msg: 'one' }, { msg: 'two' }]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a full file is set aside once, so that two never outgrow the disk', () => {
  const path = newPath();
  write(path, 'old');
  expect(existsSync(`${path}.before`)).toBe(false);
  writeFileSync(path, 'x'.repeat(11 * 1024 * 1024));
  write(path, 'new');
  expect(statSync(`${path}.before`).size).toBe(11 * 1024 * 1024);
  expect(readFileSync(path, 'utf8')).toContain('"new"');
});
