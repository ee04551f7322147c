import type { BranchId } from '@jifen/core';
import type { Kysely } from 'kysely';
import type { HqSchema } from './schema.ts';

export type StatisticsFilter = { readonly from: string; readonly to: string; readonly branch: BranchId | null };

/** Sums over the business days of one branch or one date. */
export type DaySums = {
  readonly sales: number;
  readonly salesFen: number;
  readonly refunds: number;
  readonly refundFen: number;
  readonly issued: number;
  readonly redeemed: number;
  readonly reversed: number;
  readonly settled: number;
  readonly goodwill: number;
  readonly newMembers: number;
};

const SUMS = {
  sales: 'sales',
  salesFen: 'sales_fen',
  refunds: 'refunds',
  refundFen: 'refund_fen',
  issued: 'points_issued',
  redeemed: 'points_redeemed',
  reversed: 'points_reversed',
  settled: 'points_settled',
  goodwill: 'goodwill',
  newMembers: 'new_members',
} as const;

/** By branch or by business date, in the order of the key. `from` and `to` are business dates, both included. */
export async function sumDays(
  db: Kysely<HqSchema>,
  filter: StatisticsFilter,
  by: 'branch_id' | 'business_date',
): Promise<readonly (DaySums & { readonly key: string })[]> {
  let query = db.selectFrom('branch_day').where('business_date', '>=', filter.from).where('business_date', '<=', filter.to);
  if (filter.branch !== null) query = query.where('branch_id', '=', filter.branch);
  const rows = await query
    .groupBy(by)
    .select((eb) => [
      eb.ref(by).as('key'),
      eb.fn.sum<number | string>(SUMS.sales).as('sales'),
      eb.fn.sum<number | string>(SUMS.salesFen).as('salesFen'),
      eb.fn.sum<number | string>(SUMS.refunds).as('refunds'),
      eb.fn.sum<number | string>(SUMS.refundFen).as('refundFen'),
      eb.fn.sum<number | string>(SUMS.issued).as('issued'),
      eb.fn.sum<number | string>(SUMS.redeemed).as('redeemed'),
      eb.fn.sum<number | string>(SUMS.reversed).as('reversed'),
      eb.fn.sum<number | string>(SUMS.settled).as('settled'),
      eb.fn.sum<number | string>(SUMS.goodwill).as('goodwill'),
      eb.fn.sum<number | string>(SUMS.newMembers).as('newMembers'),
    ])
    .orderBy(by)
    .execute();
  return rows.map(({ key, ...sums }) => ({ key, ...numbersOf(sums) }));
}

/** A sum comes as text from databases whose integers are wider than a number. */
function numbersOf(sums: { readonly [Sum in keyof DaySums]: number | string }): DaySums {
  return {
    sales: Number(sums.sales),
    salesFen: Number(sums.salesFen),
    refunds: Number(sums.refunds),
    refundFen: Number(sums.refundFen),
    issued: Number(sums.issued),
    redeemed: Number(sums.redeemed),
    reversed: Number(sums.reversed),
    settled: Number(sums.settled),
    goodwill: Number(sums.goodwill),
    newMembers: Number(sums.newMembers),
  };
}
