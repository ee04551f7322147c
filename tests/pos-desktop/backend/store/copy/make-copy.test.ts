import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, unixMs } from '@jifen/core';
import { expect, onTestFinished, test } from 'vitest';
import type { MakeJob } from '../../../../../apps/pos-desktop/src/backend/store/copy/copy-job.ts';
import { copyNameOf, readCopyName } from '../../../../../apps/pos-desktop/src/backend/store/copy/copy-name.ts';
import { runCopyJobInThread } from '../../../../../apps/pos-desktop/src/backend/store/copy/copy-thread.ts';
import { makeCopy } from '../../../../../apps/pos-desktop/src/backend/store/copy/make-copy.ts';
import { closeBranchStore, openBranchStore } from '../../../../../apps/pos-desktop/src/backend/store/open-branch-store.ts';

const EAST = 'east' as BranchId;
const AT = unixMs(Date.UTC(2026, 5, 1, 22, 30));

async function openJob(): Promise<MakeJob> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jifen-copy-'));
  const store = await openBranchStore({ dataFolder });
  onTestFinished(() => {
    closeBranchStore(store);
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return { kind: 'make', dataFolder, folder: join(dataFolder, 'backups'), branch: EAST, at: AT, utcOffsetMinutes: 480 };
}

test.each([
  ['a disk with no room for it and what else is written', () => 1000, 'copy_folder_full'],
  ['a read-only share', () => refuse('EROFS'), 'copy_folder_denied'],
  ['a folder without permission', () => refuse('EACCES'), 'copy_folder_denied'],
  ['a disk that fails', () => refuse('EIO'), 'copy_failed'],
])('%s is named, and nothing is left there', async (_, freeBytes, code) => {
  const job = await openJob();
  expect(makeCopy(job, { freeBytes, rest: () => undefined })).toEqual({ ok: false, error: { code } });
  expect(readdirSync(job.folder)).toEqual([]);
});

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code, syscall: 'statfs' });
}

test('a share that does not say how much room it has is tried', async () => {
  const job = await openJob();
  expect(makeCopy(job, { freeBytes: () => null, rest: () => undefined })).toMatchObject({ ok: true });
});

test('a disk that gives back other bytes than were written keeps no copy', async () => {
  const job = await openJob();
  const spoil = () => {
    const [file = ''] = readdirSync(job.folder);
    writeFileSync(join(job.folder, file), Buffer.alloc(8, 1), { flag: 'r+' });
  };
  expect(makeCopy(job, { freeBytes: () => null, rest: spoil })).toEqual({ ok: false, error: { code: 'copy_not_whole' } });
  expect(readdirSync(job.folder)).toEqual([]);
  expect(readdirSync(job.dataFolder).filter((file) => file.includes('copying'))).toEqual([]);
});

test('a thread of its own copies the database while it is open', async () => {
  const job = await openJob();
  const run = runCopyJobInThread(new URL('../../../../../apps/pos-desktop/src/backend/store/copy/copy-worker.ts', import.meta.url));
  expect(await run(job)).toMatchObject({ ok: true, value: { file: 'till-east-20260601T223000Z.sqlite', at: AT } });
  expect(existsSync(join(job.folder, 'till-east-20260601T223000Z.sqlite'))).toBe(true);
  expect(await run({ ...job, folder: '/nowhere/at/all' })).toEqual({ ok: false, error: { code: 'copy_folder_missing' } });
  await expect(runCopyJobInThread(new URL('file:///nowhere.ts'))(job)).rejects.toThrow();
});

test('a copy’s name says whose it is and when it was made; no path and no other name is one', () => {
  expect(readCopyName(copyNameOf(EAST, AT))).toEqual({ file: 'till-east-20260601T223000Z.sqlite', branch: EAST, at: AT });
  const others = [
    '../till-east-20260601T223000Z.sqlite',
    '/tmp/till-east-20260601T223000Z.sqlite',
    'a/till-east-20260601T223000Z.sqlite',
    'till-east-20260601T223000Z.sqlite.new',
    'till-east-20261301T223000Z.sqlite',
    'till--20260601T223000Z.sqlite',
    'till-east-20260601T223000Z.sqlite\n',
    'branch.sqlite',
  ];
  expect(others.map(readCopyName)).toEqual(others.map(() => null));
});
