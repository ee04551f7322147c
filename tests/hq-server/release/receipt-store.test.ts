import { CompiledQuery } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openSyncHq } from '../sync/sync-hq.ts';

async function openDb() {
  const hq = await openSyncHq();
  onTestFinished(() => hq.close());
  return hq.hq.context.db;
}

test('a sale is found by the number on its paper, and a till’s receipts by their state, without reading a table', async () => {
  const db = await openDb();
  const planOf = async (query: { compile(): { sql: string; parameters: readonly unknown[] } }) => {
    const { sql, parameters } = query.compile();
    const { rows } = await db.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));
    return rows.map(({ detail }) => detail).join('\n');
  };
  expect(await planOf(db.selectFrom('sale').selectAll().where('receipt_no', '=', 'A'))).toContain('sale_by_receipt_no');
  const granted = db
    .selectFrom('receipt_owner')
    .selectAll()
    .where('branch_id', '=', 'b' as never)
    .where('state', '=', 'granted');
  expect(await planOf(granted)).toContain('receipt_owner_by_branch_id_state');
  const asks = db
    .selectFrom('receipt_ask')
    .selectAll()
    .where('holder_id', '=', 'b' as never)
    .where('asked_at', '>', 5 as never);
  expect(await planOf(asks)).toContain('receipt_ask_by_holder_id_asked_at');
});

test('a sale has one owner of each number, and no number is below zero', async () => {
  const db = await openDb();
  const row = { sale_id: 's', branch_id: 'b', incarnation: 'i', state: 'taken', changed_at: 1 } as never as { readonly sale_id: never };
  const insert = async (transfer: number) =>
    await db
      .insertInto('receipt_owner')
      .values({ ...row, transfer } as never)
      .execute();
  await insert(0);
  await expect(insert(0)).rejects.toThrow('UNIQUE');
  await expect(insert(-1)).rejects.toThrow('CHECK');
});
