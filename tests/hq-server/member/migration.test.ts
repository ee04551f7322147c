import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateToLatest } from '@jifen/platform';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../apps/hq-server/src/server/store/dialect/sqlite/open-sqlite-store.ts';
import { migrationsFor } from '../../../apps/hq-server/src/server/store/migrations/all-migrations.ts';
import { memberId } from '../sync/sync-hq.ts';

const [anna, ann, bert] = [memberId(1), memberId(2), memberId(3)];

/** A store as it was before the migration, with what it has to carry over. */
async function openBefore(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `jifen-hq-${name}-`));
  const store = openSqliteStore({ path: join(folder, 'hq.db') });
  onTestFinished(async () => {
    await store.db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const all = migrationsFor(store.dialect);
  await migrateToLatest(store.db, Object.fromEntries(Object.entries(all).filter(([other]) => other < name)));
  return { ...store, finish: () => migrateToLatest(store.db, all) };
}

type Row = {
  readonly type: string;
  readonly disposition?: string;
  readonly code?: string | null;
  readonly body?: object;
  readonly salt?: string;
};

test('[0100] merges of before stay as they were said; what no build could read is read again; private parts know whom they are about', async () => {
  const { db, finish } = await openBefore('0100');
  await sql`insert into link (member_id, into_id, linked_at, event_id) values (${ann}, ${anna}, 5, 'e')`.execute(db);
  const rows: Row[] = [
    { type: 'member_registered', body: { memberId: anna }, salt: 's' },
    { type: 'record_saved', body: { topic: 'member', key: bert }, salt: 's' },
    { type: 'record_saved', body: { topic: 'branch', key: 'b1' }, salt: 's' },
    { type: 'lottery_won', disposition: 'deferred', code: 'type_unknown', body: {} },
    { type: 'order_fulfilled', disposition: 'applied_with_exception', code: 'clock_suspect', body: {} },
    { type: 'order_readied', disposition: 'applied_with_exception', code: 'duplicate_id', body: {} },
    { type: 'sale_recorded', disposition: 'applied_with_exception', code: 'clock_suspect', body: {} },
  ];
  for (const [index, { type, disposition = 'applied', code = null, body = {}, salt }] of rows.entries()) {
    const gseq = index + 1;
    const content = JSON.stringify({ type, body });
    await sql`insert into event (gseq, event_id, branch_id, incarnation, seq, prev_hash, hash, at, received_at, settle_at, type, type_version,
      disposition, code, content) values (${gseq}, ${`e${gseq}`}, 'b1', 'i', ${gseq}, 'p', 'h', 1, 1, 1, ${type}, 1, ${disposition}, ${code}, ${content})`.execute(
      db,
    );
    if (salt !== undefined) await sql`insert into event_private (event_id, salt, sealed) values (${`e${gseq}`}, ${salt}, 'x')`.execute(db);
  }
  await finish();
  expect(await db.selectFrom('link_edge').selectAll().execute()).toEqual([{ member_id: ann, into_id: anna, linked_at: 5, event_id: 'e' }]);
  expect(await db.selectFrom('private_subject').selectAll().orderBy('event_id').execute()).toEqual([
    { event_id: 'e1', member_id: anna },
    { event_id: 'e2', member_id: bert },
  ]);
  expect(await db.selectFrom('deferred_event').select('gseq').orderBy('gseq').execute()).toEqual([{ gseq: 4 }, { gseq: 5 }]);
  for (const table of ['paid_for', 'erasure', 'feed_gone', 'feed_reader', 'reread'] as const) {
    expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  }
});

test('[0100] what one paid for another is never below nothing, and nobody is merged into two', async () => {
  const { db, finish } = await openBefore('0100');
  await finish();
  await expect(sql`insert into paid_for values ('a', 'b', 'v', -1)`.execute(db)).rejects.toThrow(/CHECK/);
  await expect(sql`insert into feed_reader values ('b1', 'i', -1, 0)`.execute(db)).rejects.toThrow(/CHECK/);
  await sql`insert into link_edge values ('a', 'b', 1, 'e')`.execute(db);
  await expect(sql`insert into link_edge values ('a', 'c', 2, 'f')`.execute(db)).rejects.toThrow(/UNIQUE/);
});
