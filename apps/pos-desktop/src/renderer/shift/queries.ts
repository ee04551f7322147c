import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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

/** One act of the shift; afterwards every screen may say something else. */
export function useShiftAct<T, A>(act: (request: T) => Promise<A>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => void queryClient.invalidateQueries() });
}
