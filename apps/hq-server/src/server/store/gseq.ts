import { must } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqSchema } from './schema.ts';
import { rowOf, statement } from './statement.ts';

const TAKE = statement((sql, { count }: { readonly count: number }) =>
  sql
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', count) }))
    .where('name', '=', 'gseq')
    .returning('value'),
);

/**
 * Takes `count` numbers of HQ's order and answers the first. Take them last: on a database with many writers the row stays locked
 * until the commit, which is what makes a reader of `gseq > cursor` see every row.
 */
export async function takeGseqs(trx: Transaction<HqSchema>, count: number): Promise<number> {
  const row = await rowOf(trx, TAKE, { count });
  return must(row, 'the counter of HQ').value - count + 1;
}
