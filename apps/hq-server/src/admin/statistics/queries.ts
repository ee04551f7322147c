import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '../api.ts';

export type FiguresOf = {
  readonly sales: { readonly count: number; readonly amountFen: number };
  readonly refunds: { readonly count: number; readonly amountFen: number };
  readonly points: { readonly issued: number; readonly redeemed: number; readonly reversed: number; readonly settled: number };
  readonly newMembers: number;
  readonly goodwill: number;
};

export type Statistics = FiguresOf & {
  readonly from: string;
  readonly to: string;
  readonly byBranch: readonly (FiguresOf & { readonly branchId: string })[];
  readonly byDate: readonly (FiguresOf & { readonly date: string })[];
};

export type StatisticsFilter = { readonly from: string; readonly to: string; readonly branchId: string };

export function useStatistics(filter: StatisticsFilter): UseQueryResult<Statistics> {
  const api = useApi();
  return useQuery({
    queryKey: ['/statistics', filter],
    queryFn: () => api.get<Statistics>('/statistics', filter),
    placeholderData: keepPreviousData,
  });
}
