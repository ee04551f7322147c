import type { AppliedResponse } from '@jifen/sync';
import type { BranchTrx } from './open-branch-store.ts';

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
