import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateToLatest } from '@jifen/platform';
import { type CompiledQuery, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../apps/hq-server/src/server/store/dialect/sqlite/open-sqlite-store.ts';
import { migrationsFor } from '../../../apps/hq-server/src/server/store/migrations/all-migrations.ts';
import { findZSeqBefore, listShiftFacts, listShifts } from '../../../apps/hq-server/src/server/store/shift-store.ts';

const life = { branch: 'b1' as never, incarnation: 'i' as never };

test('[0150] a shift of before stays as it was, without a verdict, and look-ups use an index', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-hq-0150-'));
  const { db, dialect } = openSqliteStore({ path: join(folder, 'hq.db') });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const all = migrationsFor(dialect);
  await migrateToLatest(db, Object.fromEntries(Object.entries(all).filter(([name]) => name < '0150')));
  await sql`insert into shift (shift_id, branch_id, incarnation, shift_no, business_date, opened_at) values ('s', 'b1', 'i', 'Z1', '2026-06-01', 5)`.execute(
    db,
  );
  await migrateToLatest(db, all);
  const page = { limit: 5, after: { after: 9, id: 'x' } };
  const row = { shift_id: 's', z_event_id: null, closed_in: null, z_seq: null, verdict: null };
  expect(await listShifts(db, { branch: null, date: null }, page)).toMatchObject([row]);

  const plans: string[] = [];
  const spy = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const explain = async (compiled: CompiledQuery) => {
    const { rows } = await db.executeQuery<{ detail: string }>({ ...compiled, sql: `explain query plan ${compiled.sql}` });
    plans.push(rows.map(({ detail }) => detail).join('\n'));
  };
  const queries: CompiledQuery[] = [];
  spy.getExecutor().executeQuery = (compiled: CompiledQuery) => {
    queries.push(compiled);
    return Promise.resolve({ rows: [] });
  };
  await listShifts(spy, { branch: null, date: null }, page);
  await listShifts(spy, { branch: 'b1' as never, date: null }, page);
  await listShifts(spy, { branch: null, date: '2026-06-01' }, page);
  await findZSeqBefore(spy, life, 7);
  await listShiftFacts(spy, { ...life, fromSeq: 1, toSeq: 9 }, 5);
  for (const query of queries) await explain(query);
  expect(plans).toHaveLength(5);
  expect(plans.join('\n')).not.toMatch(/^SCAN/m);
});
