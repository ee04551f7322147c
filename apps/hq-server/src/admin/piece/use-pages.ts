import { keepPreviousData, useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';

export type PageOf<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };
/** What a list is asked for its next page with; the first one has no cursor. */
export type PageQuery = { readonly cursor?: string };

/** A list of the API that goes on by an opaque cursor. The key's first part names what is listed. */
export function usePages<T>(
  key: readonly [string, ...unknown[]],
  read: (page: PageQuery) => Promise<PageOf<T>>,
): UseInfiniteQueryResult<InfiniteData<PageOf<T>>> {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
