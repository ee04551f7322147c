import type { Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqSchema } from '../store/schema.ts';

/**
 * A till's database that went back to an older copy with nothing missing in its log cannot be told apart by it; what HQ told it since is
 * gone all the same. All of it is told again, until the till says that it has it.
 */
export async function tellAgain(trx: Transaction<HqSchema>, { branch, incarnation }: Writer): Promise<void> {
  await trx
    .updateTable('rights')
    .set({ reported: 0 })
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .where('reported', '>', 0)
    .execute();
  await trx
    .updateTable('receipt_owner')
    .set({ state: 'granted' })
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .where('state', '=', 'taken')
    .where((eb) => {
      const later = eb.selectFrom('receipt_owner as later').whereRef('later.sale_id', '=', 'receipt_owner.sale_id');
      return eb.not(eb.exists(later.select('later.transfer').whereRef('later.transfer', '>', 'receipt_owner.transfer')));
    })
    .execute();
}
