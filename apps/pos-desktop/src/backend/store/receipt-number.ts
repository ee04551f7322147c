import type { BusinessDate, Incarnation } from '@jifen/core';
import type { BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

type Day = { readonly businessDate: BusinessDate };
const LAST_NO = statement((sql, { businessDate }: Day) =>
  sql.selectFrom('receipt_counter').select('last_no').where('business_date', '=', businessDate),
);
const SAVE_LAST_NO = statement((sql, { businessDate, lastNo }: Day & { readonly lastNo: number }) =>
  sql
    .insertInto('receipt_counter')
    .values({ business_date: businessDate, last_no: lastNo })
    .onConflict((conflict) => conflict.column('business_date').doUpdateSet({ last_no: lastNo })),
);

/**
 * The next receipt number of a day, such as `9F3A-260731-0042`: four digits of the incarnation, so that no other till and
 * no later life of this one makes the same, the business date, and a number that counts from 1.
 */
export function takeReceiptNo(trx: BranchTrx, incarnation: Incarnation, businessDate: BusinessDate): string {
  const row = trx.first(LAST_NO, { businessDate });
  const lastNo = (row?.last_no ?? 0) + 1;
  trx.run(SAVE_LAST_NO, { businessDate, lastNo });
  return `${incarnation.slice(0, 4).toUpperCase()}-${businessDate.slice(2).replaceAll('-', '')}-${lastNo.toString().padStart(4, '0')}`;
}
