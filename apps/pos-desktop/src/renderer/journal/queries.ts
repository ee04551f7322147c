import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useJournal(q: string) {
  const { api } = useTill();
  return useInfiniteQuery({
    queryKey: ['journal', q],
    queryFn: async ({ pageParam }) => api.listJournal({ q, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useSale(id: string) {
  const { api } = useTill();
  return useQuery({ queryKey: ['sale', id], queryFn: async () => api.getSale(id) });
}

/** Asks for a paper of another shop once; HQ and that shop may need a moment. */
export function useForeignReceipt(receipt: string) {
  const { api } = useTill();
  return useQuery({ queryKey: ['receipt', receipt], queryFn: async () => api.findReceipt({ receipt }), retry: false, staleTime: Infinity });
}

export function useRedemption(id: string) {
  const { api } = useTill();
  return useQuery({ queryKey: ['redemption', id], queryFn: async () => api.getRedemption(id) });
}
