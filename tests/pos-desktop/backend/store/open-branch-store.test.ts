import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@jifen/platform';
import { expect, onTestFinished, test } from 'vitest';
import { closeBranchStore, openBranchStore } from '../../../../apps/pos-desktop/src/backend/store/open-branch-store.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the database runs with synchronous=FULL in WAL, also when opened again', async () => {
  const folder = newFolder();
  for (let round = 0; round < 2; round += 1) {
    const store = await openBranchStore({ dataFolder: folder });
    expect(store.handle.pragma('synchronous', { simple: true })).toBe(2);
    expect(store.handle.pragma('journal_mode', { simple: true })).toBe('wal');
    closeBranchStore(store);
  }
});

test('only the own user can read the files', async () => {
  const folder = newFolder();
  const store = await openBranchStore({ dataFolder: folder });
  for (const name of ['branch.sqlite', 'branch.sqlite-wal']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  closeBranchStore(store);
});

test('a file that is no database is refused by name and left as it was', async () => {
  const folder = newFolder();
  const text = 'this is no database at all '.repeat(500);
  writeFileSync(join(folder, 'branch.sqlite'), text);
  await expect(openBranchStore({ dataFolder: folder })).rejects.toMatchObject({ code: 'storage_corrupt' });
  expect(readFileSync(join(folder, 'branch.sqlite'), 'utf8')).toBe(text);
});

test('after an unclean exit a damaged page is found before anything is served', async () => {
  const folder = newFolder();
  const store = await openBranchStore({ dataFolder: folder });
  store.handle.exec(`insert into product select printf('%036d', value), value, 'n' || value, 'n', 1, 'c', 'general', 1, 1
                     from (with recursive n(value) as (select 1 union all select value + 1 from n where value < 5000) select value from n)`);
  store.handle.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
  const path = join(folder, 'branch.sqlite');
  const bytes = readFileSync(path);
  // Some pages in the middle lose their cells.
  for (let page = 80; page < 120; page += 1) bytes.fill(0xaa, page * 4096 + 8, page * 4096 + 2000);
  writeFileSync(path, bytes);
  await expect(openBranchStore({ dataFolder: folder })).rejects.toMatchObject({ code: 'storage_corrupt' });
});

test('a till in use is marked as open, and as closed after a clean exit', async () => {
  const folder = newFolder();
  closeBranchStore(await openBranchStore({ dataFolder: folder }));
  const handle = openSqlite({ path: join(folder, 'branch.sqlite') });
  expect(handle.prepare('select is_open from lifecycle').pluck().get()).toBe(0);
  handle.close();
  const store = await openBranchStore({ dataFolder: folder });
  expect(store.handle.prepare('select is_open from lifecycle').pluck().get()).toBe(1);
  closeBranchStore(store);
});

test('a database of a newer program is refused and not touched', async () => {
  const folder = newFolder();
  const store = await openBranchStore({ dataFolder: folder });
  store.handle.exec(`insert into kysely_migration (name, timestamp) values ('9990-future', '2030-01-01')`);
  closeBranchStore(store);
  await expect(openBranchStore({ dataFolder: folder })).rejects.toMatchObject({ code: 'storage_newer' });
  const handle = openSqlite({ path: join(folder, 'branch.sqlite') });
  expect(handle.prepare('select is_open from lifecycle').pluck().get()).toBe(0);
  handle.close();
});
