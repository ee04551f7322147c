import { askAgainMs, type IssuedGrant } from '@jifen/ui';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse } from 'hono/client';
import { useHq } from '../hq.ts';

export type Asked = { readonly memberId: string; readonly branchId: string | null };

/** Asks HQ for a member's points at a branch, and again while some are on their way there. Asking twice moves nothing twice. */
export function useGrant({ memberId, branchId }: Asked): UseQueryResult<IssuedGrant> {
  const hq = useHq();
  return useQuery({
    queryKey: ['grant', memberId, branchId],
    queryFn: () => parseResponse(hq.api.v1.members[':id'].grants.$post({ param: { id: memberId }, json: { branchId: branchId ?? '' } })),
    enabled: branchId !== null,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => askAgainMs(state.data, state.dataUpdateCount),
  });
}
