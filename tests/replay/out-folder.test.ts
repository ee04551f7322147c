import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { prepareOutFolder } from './out-folder.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a folder that is not there is made', () => {
  const folder = join(newFolder(), 'deep', 'out');
  prepareOutFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test('what an earlier replay left goes', () => {
  const folder = newFolder();
  for (const name of ['hq', 'till-branch-1']) mkdirSync(join(folder, name));
  for (const name of ['members.csv', 'report.json', 'hq/hq.db']) writeFileSync(join(folder, name), '');
  prepareOutFolder(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder with something else in it is refused in both languages, and nothing of it goes', () => {
  const folder = newFolder();
  for (const name of ['members.csv', 'thesis.doc']) writeFileSync(join(folder, name), '');
  expect(() => prepareOutFolder(folder)).toThrow(/out_folder_in_use: .*thesis\.doc[\s\S]*请换一个空文件夹/);
  expect(readdirSync(folder)).toEqual(['members.csv', 'thesis.doc']);
});
