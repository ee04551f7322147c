import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { filledOf } from '../piece/filled-of.ts';

export type Statistics = InferResponseType<Hq['api']['v1']['statistics']['$get'], 200>;
export type FiguresOf = Pick<Statistics, 'sales' | 'refunds' | 'points' | 'newMembers' | 'goodwill'>;
export type StatisticsFilter = { readonly from: string; readonly to: string; readonly branchId: string };

export function useStatistics(filter: StatisticsFilter): UseQueryResult<Statistics> {
  const hq = useHq();
  return useQuery({
    queryKey: ['statistics', filter],
    queryFn: () => parseResponse(hq.api.v1.statistics.$get({ query: filledOf(filter) })),
    placeholderData: keepPreviousData,
  });
}
