import { useQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { readAll } from '../piece/read-all.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

export type AuditItem = InferResponseType<Hq['api']['v1']['audit']['$get'], 200>['items'][number];

export function useAudit(): UseInfiniteQueryResult<InfiniteData<PageOf<AuditItem>>> {
  const hq = useHq();
  return usePages(['audit'], (query) => parseResponse(hq.api.v1.audit.$get({ query })));
}

/** A staff member's name for the id; the id until the names are there. */
export function useStaffName(): (id: string) => string {
  const hq = useHq();
  const { data = [] } = useQuery({
    queryKey: ['staff'],
    queryFn: () => readAll((query) => parseResponse(hq.api.v1.staff.$get({ query }))),
    staleTime: 60_000,
  });
  return (id) => data.find((staff) => staff.id === id)?.name ?? id;
}
