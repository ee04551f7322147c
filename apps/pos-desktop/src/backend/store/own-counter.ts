import type { Fen, MemberId, UnixMs } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { OwnCounterRow } from './schema.ts';

export type CounterStep = Partial<Pick<OwnCounterRow, 'gained' | 'lost' | 'owed' | 'purchases' | 'spend_fen'>>;

/** What this life of the branch did for a member, cumulative; zeros when it never saw the member. */
export function ownCounterOf(db: BranchDb, member: MemberId): OwnCounterRow {
  const row = db.first(db.sql.selectFrom('own_counter').selectAll().where('member_id', '=', member));
  return row ?? { member_id: member, gained: 0, lost: 0, owed: 0, purchases: 0, spend_fen: 0, last_purchase_at: null };
}

export function stepOwnCounter(trx: BranchTrx, member: MemberId, step: CounterStep): void {
  const before = ownCounterOf(trx, member);
  saveOwnCounter(trx, {
    ...before,
    gained: before.gained + (step.gained ?? 0),
    lost: before.lost + (step.lost ?? 0),
    owed: before.owed + (step.owed ?? 0),
    purchases: before.purchases + (step.purchases ?? 0),
    spend_fen: before.spend_fen + (step.spend_fen ?? 0),
  });
}

export function countPurchase(trx: BranchTrx, member: MemberId, { totalFen, at }: { totalFen: Fen; at: UnixMs }): void {
  const before = ownCounterOf(trx, member);
  saveOwnCounter(trx, {
    ...before,
    purchases: before.purchases + 1,
    spend_fen: before.spend_fen + totalFen,
    last_purchase_at: at,
  });
}

function saveOwnCounter(trx: BranchTrx, row: OwnCounterRow): void {
  const { member_id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('own_counter')
      .values(row)
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(columns)),
  );
}
