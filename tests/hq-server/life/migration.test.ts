import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateToLatest } from '@jifen/platform';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../../apps/hq-server/src/server/store/dialect/sqlite/open-sqlite-store.ts';
import { migrationsFor } from '../../../apps/hq-server/src/server/store/migrations/all-migrations.ts';

test('[0070] incarnations of before stay, with nothing safe and nobody waived; what is written off is never below nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-hq-0070-'));
  const store = openSqliteStore({ path: join(folder, 'hq.db') });
  const all = migrationsFor(store.dialect);
  await migrateToLatest(store.db, Object.fromEntries(Object.entries(all).filter(([name]) => name < '0070')));
  await sql`insert into incarnation (branch_id, incarnation, state, last_seq, last_hash, last_hlc, last_settle_at, head_seq, first_seen_at, resting_until)
    values ('b1', '00000000000000aa', 'active', 7, 'h', 'c', 1, 7, 5, 0)`.execute(store.db);
  await migrateToLatest(store.db, all);
  expect(await store.db.selectFrom('incarnation').selectAll().execute()).toMatchObject([
    { branch_id: 'b1', last_seq: 7, first_seen_at: 5, state_since: 0, waived_epoch: null, safe_seq: 0 },
  ]);
  await expect(sql`insert into write_off values ('b1', 'a', 'm', 'v', -1, 0, 0)`.execute(store.db)).rejects.toThrow(/CHECK/);
  await expect(sql`update incarnation set safe_seq = -1`.execute(store.db)).rejects.toThrow(/CHECK/);
  const plan = await sql<{
    detail: string;
  }>`explain query plan select * from write_off where branch_id = 'b1' and incarnation = 'a'`.execute(store.db);
  expect(plan.rows.map(({ detail }) => detail).join()).toMatch(/SEARCH write_off USING PRIMARY KEY/);
  const held = await sql<{
    detail: string;
  }>`explain query plan select * from rights where branch_id = 'b1' and incarnation = 'a' and granted > 0`.execute(store.db);
  expect(held.rows.map(({ detail }) => detail).join()).toMatch(/USING INDEX/);
  await store.db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

test('[0170] [0180] [0190] tills count on from nothing, and a restored history that is at work goes on without a confirmation', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-hq-0180-'));
  const store = openSqliteStore({ path: join(folder, 'hq.db') });
  const all = migrationsFor(store.dialect);
  await migrateToLatest(store.db, Object.fromEntries(Object.entries(all).filter(([name]) => name < '0170')));
  const put = (branch: string, incarnation: string, previous: string | null) =>
    sql`insert into incarnation (branch_id, incarnation, previous_incarnation, state, last_seq, last_hash, last_hlc, last_settle_at, head_seq,
      first_seen_at, resting_until, answers) values (${branch}, ${incarnation}, ${previous}, 'active', 7, 'h', 'c', 1, 7, 5, 0, 3)`.execute(
      store.db,
    );
  await put('b1', '00000000000000aa', '00000000000000a0');
  await put('hq', '00000000000000bb', null);
  await put('hq', '00000000000000cc', '00000000000000bb');
  await migrateToLatest(store.db, all);
  const rows = await store.db.selectFrom('incarnation').select(['incarnation', 'waived_epoch', 'request_no', 'request_run']).execute();
  expect(rows.map((row) => [row.incarnation, row.waived_epoch, row.request_no, row.request_run])).toEqual([
    ['00000000000000aa', null, 0, ''],
    ['00000000000000bb', null, 0, ''],
    ['00000000000000cc', '00000000000000cc', 0, ''],
  ]);
  await store.db.destroy();
  rmSync(folder, { recursive: true, force: true });
});
