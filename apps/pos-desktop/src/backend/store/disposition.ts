import type { AppliedResponse } from '@jifen/sync';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { DispositionRow } from './schema.ts';

export function saveDispositions(trx: BranchTrx, incarnationNo: number, dispositions: AppliedResponse['dispositions']): void {
  for (const { seq, disposition, code } of dispositions) {
    trx.run(
      trx.sql
        .insertInto('disposition')
        .values({ incarnation_no: incarnationNo, seq, disposition, code })
        .onConflict((conflict) => conflict.columns(['incarnation_no', 'seq']).doUpdateSet({ disposition, code })),
    );
  }
}

/** The newest events that HQ did not plainly apply. */
export function listDispositions(db: BranchDb, incarnationNo: number, limit: number): DispositionRow[] {
  return db.all(
    db.sql
      .selectFrom('disposition')
      .selectAll()
      .where('incarnation_no', '=', incarnationNo)
      .where('disposition', '<>', 'applied')
      .orderBy('seq', 'desc')
      .limit(limit),
  );
}
