import { askAgainMs, type IssuedGrant } from '@jifen/ui';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse } from 'hono/client';
import { useHq } from '../hq.ts';

/** Asks HQ for the points at a branch, and again while some are on their way there. Asking twice moves nothing twice. */
export function useGrant(branchId: string | null): UseQueryResult<IssuedGrant> {
  const hq = useHq();
  return useQuery({
    queryKey: ['grant', branchId],
    queryFn: () => parseResponse(hq.api.v1.me.grants.$post({ json: { branchId: branchId ?? '' } })),
    enabled: branchId !== null,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => askAgainMs(state.data, state.dataUpdateCount),
  });
}
