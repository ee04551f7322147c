import type { MemberId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

const PENDING = statement((sql, { member }: { readonly member: MemberId }) =>
  sql.selectFrom('pending_return').select('n').where('member_id', '=', member),
);
const DROP_PENDING = statement((sql, { ackedSeq }: { readonly ackedSeq: number }) =>
  sql.deleteFrom('pending_return').where('seq', '<=', ackedSeq),
);

/** Points given back that HQ has not booked yet: on their way they still are the member's. */
export function pendingReturnOf(db: BranchDb, member: MemberId): number {
  const rows = db.all(PENDING, { member });
  return rows.reduce((sum, row) => sum + row.n, 0);
}

export function addPendingReturn(trx: BranchTrx, { seq, member, n }: { seq: number; member: MemberId; n: number }): void {
  trx.run(
    trx.sql
      .insertInto('pending_return')
      .values({ seq, member_id: member, n })
      .onConflict((conflict) =>
        conflict.columns(['member_id', 'seq']).doUpdateSet((update) => ({ n: update('pending_return.n', '+', n) })),
      ),
  );
}

export function dropPendingReturns(trx: BranchTrx, ackedSeq: number): void {
  trx.run(DROP_PENDING, { ackedSeq });
}
