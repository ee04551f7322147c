import { keepPreviousData, useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';

type Query = Readonly<Record<string, string | number | undefined | null>>;

/** A list of the API that goes on by an opaque cursor. The path is also the first part of the cache's key. */
export function usePages<T>(path: string, query: Query = {}): UseInfiniteQueryResult<InfiniteData<PageOf<T>>> {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => api.get<PageOf<T>>(path, { ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
