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
