import { useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { filledOf } from '../piece/filled-of.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

type ShiftsApi = Hq['api']['v1']['shifts'];
export type Shift = InferResponseType<ShiftsApi['$get'], 200>['items'][number];
export type ShiftRecord = InferResponseType<ShiftsApi[':id']['$get'], 200>;
export type ShiftTotals = NonNullable<ShiftRecord['report']>['totals'];

/** Empty texts filter nothing. */
export type ShiftFilter = { readonly branchId: string; readonly date: string };

export function useShifts(filter: ShiftFilter): UseInfiniteQueryResult<InfiniteData<PageOf<Shift>>> {
  const hq = useHq();
  return usePages(['shifts', filter], (page) => parseResponse(hq.api.v1.shifts.$get({ query: { ...page, ...filledOf(filter) } })));
}

export function useShift(id: string): UseQueryResult<ShiftRecord> {
  const hq = useHq();
  return useQuery({
    queryKey: ['shifts', id],
    queryFn: () => parseResponse(hq.api.v1.shifts[':id'].$get({ param: { id } })),
    enabled: id !== '',
  });
}
