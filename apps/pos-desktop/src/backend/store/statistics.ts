import { type BusinessDate, unixMs } from '@jifen/core';
import { sql } from 'kysely';
import type { BranchDb } from './open-branch-store.ts';

export type CountAndAmount = { readonly count: number; readonly amountFen: number };

export type DayTotals = {
  readonly sales: CountAndAmount;
  readonly pointsIssued: number;
  readonly refunds: CountAndAmount;
  readonly redemptions: { readonly count: number; readonly cashFen: number };
  readonly pointsRedeemed: number;
};

/** The branch's own totals of one business date. */
export function totalsOf(db: BranchDb, date: BusinessDate): DayTotals {
  const sales = db.first(
    db.sql
      .selectFrom('sale')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.sum<number>('total_fen').as('amount'),
        fn.sum<number>('points').as('points'),
      ])
      .where('business_date', '=', date),
  );
  const refunds = db.first(
    db.sql
      .selectFrom('sale_refund')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number>('amount_fen').as('amount')])
      .where('business_date', '=', date),
  );
  const redemptions = db.first(
    db.sql
      .selectFrom('redemption')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number>('cash_fen').as('cash'), fn.sum<number>('points').as('points')])
      .where('business_date', '=', date),
  );
  return {
    sales: { count: sales?.count ?? 0, amountFen: sales?.amount ?? 0 },
    pointsIssued: sales?.points ?? 0,
    refunds: { count: refunds?.count ?? 0, amountFen: refunds?.amount ?? 0 },
    redemptions: { count: redemptions?.count ?? 0, cashFen: redemptions?.cash ?? 0 },
    pointsRedeemed: redemptions?.points ?? 0,
  };
}

/** When and for how much each sale of the day was. */
export function listSaleTimes(db: BranchDb, date: BusinessDate): { readonly at: number; readonly total_fen: number }[] {
  return db.all(db.sql.selectFrom('sale').select(['at', 'total_fen']).where('business_date', '=', date));
}

/** Members that this branch registered from `from` up to `until`. */
export function countRegistrations(db: BranchDb, { from, until }: { readonly from: number; readonly until: number }): number {
  const row = db.first(
    db.sql
      .selectFrom('log')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('type', '=', sql.lit('member_registered'))
      .where('at', '>=', unixMs(from))
      .where('at', '<', unixMs(until)),
  );
  return row?.count ?? 0;
}
