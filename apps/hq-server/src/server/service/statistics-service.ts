import { type BranchId, DAY_MS, err, isCalendarDay, ok, type Result } from '@jifen/core';
import { businessDateOf, unixMs } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { type DaySums, sumDays } from '../store/statistics-store.ts';
import { isInScope, scopeOf, type StaffCaller } from './caller.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';

export type Figures = {
  readonly sales: { readonly count: number; readonly amountFen: number };
  readonly refunds: { readonly count: number; readonly amountFen: number };
  readonly points: { readonly issued: number; readonly redeemed: number; readonly reversed: number; readonly settled: number };
  readonly newMembers: number;
  readonly goodwill: number;
};
export type Statistics = Figures & {
  readonly from: string;
  readonly to: string;
  readonly byBranch: readonly (Figures & { readonly branchId: string })[];
  readonly byDate: readonly (Figures & { readonly date: string })[];
};
export type StatisticsQuery = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly branchId?: BranchId | undefined;
};

const UTC_OFFSET_MINUTES = 480;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 3660;

/** Sums over business dates, both ends included; without dates the last thirty days, without a branch all that the caller may see. */
export async function readStatistics(
  context: HqContext,
  caller: StaffCaller,
  query: StatisticsQuery,
): Promise<Result<Statistics, HqProblem>> {
  const scope = scopeOf(caller);
  if (query.branchId !== undefined && !isInScope(scope, query.branchId)) return err(NOT_FOUND);
  const to = query.to ?? businessDateOf(context.clock(), UTC_OFFSET_MINUTES);
  if (!isCalendarDay(to)) return err({ code: 'time_out_of_range' });
  const from = query.from ?? dayBefore(to, DEFAULT_DAYS - 1);
  if (!isCalendarDay(from)) return err({ code: 'time_out_of_range' });
  if (from > to) return err({ code: 'range_reversed' });
  if (dayBefore(to, MAX_DAYS) > from) return err({ code: 'range_too_long' });
  const filter = { from, to, branch: query.branchId ?? scope };
  const [byBranch, byDate] = await Promise.all([sumDays(context.db, filter, 'branch_id'), sumDays(context.db, filter, 'business_date')]);
  return ok({
    from,
    to,
    ...figuresOf(byBranch),
    byBranch: byBranch.map((sums) => ({ branchId: sums.key, ...figuresOf([sums]) })),
    byDate: byDate.map((sums) => ({ date: sums.key, ...figuresOf([sums]) })),
  });
}

function figuresOf(sums: readonly DaySums[]): Figures {
  const total = (field: keyof DaySums) => sums.reduce((sum, day) => sum + day[field], 0);
  return {
    sales: { count: total('sales'), amountFen: total('salesFen') },
    refunds: { count: total('refunds'), amountFen: total('refundFen') },
    points: { issued: total('issued'), redeemed: total('redeemed'), reversed: total('reversed'), settled: total('settled') },
    newMembers: total('newMembers'),
    goodwill: total('goodwill'),
  };
}

function dayBefore(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`) - days * DAY_MS;
  return businessDateOf(unixMs(Math.max(0, at)), 0);
}
