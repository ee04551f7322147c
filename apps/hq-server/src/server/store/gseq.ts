import { must } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqSchema } from './schema.ts';

/**
 * Takes `count` numbers of HQ's order and answers the first. Take them last: on a database with many writers the row stays locked
 * until the commit, which is what makes a reader of `gseq > cursor` see every row.
 */
export async function takeGseqs(trx: Transaction<HqSchema>, count: number): Promise<number> {
  const row = await trx
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', count) }))
    .where('name', '=', 'gseq')
    .returning('value')
    .executeTakeFirst();
  return must(row, 'the counter of HQ').value - count + 1;
}
