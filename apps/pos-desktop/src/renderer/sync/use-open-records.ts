import { useInfiniteQuery } from '@tanstack/react-query';
import type { JournalState } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

export const OPEN_STATES = ['pending', 'deferred', 'exception'] as const satisfies readonly JournalState[];
export type OpenState = (typeof OPEN_STATES)[number];

/** What HQ has not plainly taken. */
export function useOpenRecords(state: OpenState) {
  const { api } = useTill();
  return useInfiniteQuery({
    queryKey: ['journal', 'open', state],
    queryFn: async ({ pageParam }) => api.listJournal({ q: '', cursor: pageParam, state }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
