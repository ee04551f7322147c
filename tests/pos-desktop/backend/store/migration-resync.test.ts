import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheStatements, migrateToLatest, openSqlite } from '@jifen/platform';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../../apps/pos-desktop/src/backend/store/migration/migrations.ts';
import type { BranchSchema } from '../../../../apps/pos-desktop/src/backend/store/schema.ts';

test('0120 reads nothing anew by itself: what HQ told is kept, no mark stands, and there is one reading at most', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-migration-'));
  const handle = openSqlite({ path: join(folder, 'x.sqlite') });
  const db = new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) });
  onTestFinished(() => {
    handle.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0120'));
  await migrateToLatest(db, before);
  handle.exec(`insert into link (member_id, into_id) values ('a', 'b')`);
  const until = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0121'));
  expect(Object.keys(until)).toHaveLength(Object.keys(before).length + 1);
  await migrateToLatest(db, until);
  expect(handle.prepare('select * from link').all()).toEqual([{ member_id: 'a', into_id: 'b' }]);
  expect(handle.prepare('select * from resync').all()).toEqual([{ id: 1, is_running: 0 }]);
  expect(handle.prepare('select * from feed_mark').all()).toEqual([]);
  expect(() => handle.exec('insert into resync (id, is_running) values (2, 0)')).toThrow(/CHECK/);
  expect(() => handle.exec('update resync set is_running = 2')).toThrow(/CHECK/);
  handle.exec(`insert into feed_mark (topic, key) values ('member', 'a')`);
  expect(() => handle.exec(`insert into feed_mark (topic, key) values ('member', 'a')`)).toThrow(/UNIQUE/);
});
