import type { MemberId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { OwnCounterRow } from './schema.ts';
import { statement } from './statement.ts';

export type CounterStep = Partial<Omit<OwnCounterRow, 'member_id'>>;

const COUNTER = statement((sql, { member }: { readonly member: MemberId }) =>
  sql.selectFrom('own_counter').selectAll().where('member_id', '=', member),
);

/** What this life of the branch did for a member, cumulative; zeros when it never saw the member. */
export function ownCounterOf(db: BranchDb, member: MemberId): OwnCounterRow {
  const row = db.first(COUNTER, { member });
  return row ?? { member_id: member, gained: 0, lost: 0, owed: 0, purchases: 0, spend_fen: 0, last_purchase_at: null };
}

const STEP_COUNTER = statement((sql, row: OwnCounterRow) =>
  sql
    .insertInto('own_counter')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('member_id').doUpdateSet((set) => ({
        gained: set('own_counter.gained', '+', set.ref('excluded.gained')),
        lost: set('own_counter.lost', '+', set.ref('excluded.lost')),
        owed: set('own_counter.owed', '+', set.ref('excluded.owed')),
        purchases: set('own_counter.purchases', '+', set.ref('excluded.purchases')),
        spend_fen: set('own_counter.spend_fen', '+', set.ref('excluded.spend_fen')),
        last_purchase_at: set.fn.coalesce('excluded.last_purchase_at', 'own_counter.last_purchase_at'),
      })),
    ),
);

/** Adds to the counters; they count on the row itself, without reading it first. */
export function stepOwnCounter(trx: BranchTrx, member: MemberId, step: CounterStep): void {
  const { gained = 0, lost = 0, owed = 0, purchases = 0, spend_fen = 0, last_purchase_at = null } = step;
  trx.run(STEP_COUNTER, { member_id: member, gained, lost, owed, purchases, spend_fen, last_purchase_at });
}
