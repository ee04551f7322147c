import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useShift() {
  const { api } = useTill();
  return useQuery({ queryKey: ['shift'], queryFn: api.readShift });
}

/** What an X report says now; read anew every time that it is looked at. */
export function useXReport() {
  const { api } = useTill();
  return useQuery({ queryKey: ['shift', 'x'], queryFn: api.readXReport, gcTime: 0 });
}

export function useZReports() {
  const { api } = useTill();
  return useInfiniteQuery({
    queryKey: ['shift', 'z'],
    queryFn: async ({ pageParam }) => api.listZReports(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
