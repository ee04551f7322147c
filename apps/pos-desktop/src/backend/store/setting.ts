import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

const SETTING = statement((sql, { key }: { readonly key: string }) => sql.selectFrom('setting').select('data').where('key', '=', key));

/** A setting of the chain as HQ sent it; null before. */
export function findSetting(db: BranchDb, key: string): unknown {
  const row = db.first(SETTING, { key });
  return row === undefined ? null : JSON.parse(row.data);
}

export function saveSetting(trx: BranchTrx, key: string, value: object): void {
  const data = JSON.stringify(value);
  trx.run(
    trx.sql
      .insertInto('setting')
      .values({ key, data })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ data })),
  );
}

export function deleteSetting(trx: BranchTrx, key: string): void {
  trx.run(trx.sql.deleteFrom('setting').where('key', '=', key));
}
