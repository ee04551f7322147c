import { useQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';
import { usePages } from '../piece/use-pages.ts';

export type AuditItem = {
  readonly id: string;
  readonly at: number;
  readonly staffId: string | null;
  readonly type: string;
  readonly topic: string | null;
  readonly key: string | null;
  readonly fields: readonly string[];
};

type StaffItem = { readonly id: string; readonly name: string };

export function useAudit(): UseInfiniteQueryResult<InfiniteData<PageOf<AuditItem>>> {
  return usePages<AuditItem>('/audit');
}

/** A staff member's name for the id; the id until the names are there. */
export function useStaffName(): (id: string) => string {
  const api = useApi();
  const { data = [] } = useQuery({
    queryKey: ['/staff'],
    queryFn: async () => (await api.get<PageOf<StaffItem>>('/staff', { limit: 200 })).items,
    staleTime: 60_000,
  });
  return (id) => data.find((staff) => staff.id === id)?.name ?? id;
}
