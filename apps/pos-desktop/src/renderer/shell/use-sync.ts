import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { SyncStatus } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

/** The state of the exchange. Asked again by time too: that HQ has fallen silent is no commit of ours. */
export function useSync(): UseQueryResult<SyncStatus> {
  const { api } = useTill();
  return useQuery({ queryKey: ['sync'], queryFn: api.readSync, refetchInterval: 3_000 });
}
