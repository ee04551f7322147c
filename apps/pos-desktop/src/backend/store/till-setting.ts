import type { BranchDb, BranchTrx } from './open-branch-store.ts';

/** What this machine is set to; null: never set. */
export function findTillSetting(db: BranchDb, key: string): unknown {
  const row = db.first(db.sql.selectFrom('till_setting').select('data').where('key', '=', key));
  return row === undefined ? null : JSON.parse(row.data);
}

export function saveTillSetting(trx: BranchTrx, key: string, value: object): void {
  const data = JSON.stringify(value);
  trx.run(
    trx.sql
      .insertInto('till_setting')
      .values({ key, data })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ data })),
  );
}
