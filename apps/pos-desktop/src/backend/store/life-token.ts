import { must } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { LifeTokenRow } from './schema.ts';
import { statement } from './statement.ts';

const TOKEN = statement((sql) => sql.selectFrom('life_token').selectAll());

export function getLifeToken(db: BranchDb): LifeTokenRow {
  return must(db.first(TOKEN, {}), 'life token');
}

/** The token of this start, and the one that lies beside the database until it is replaced: after a crash between the two either is right. */
export function saveLifeToken(trx: BranchTrx, { present, previous }: { readonly present: string; readonly previous: string }): void {
  trx.run(trx.sql.updateTable('life_token').set({ present, previous, is_marked: 1 }));
}
