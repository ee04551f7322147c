import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

export type ExceptionItem = InferResponseType<Hq['api']['v1']['exceptions']['$get'], 200>['items'][number];
export type ExceptionState = ExceptionItem['state'];

export function useExceptions(state: ExceptionState): UseInfiniteQueryResult<InfiniteData<PageOf<ExceptionItem>>> {
  const hq = useHq();
  return usePages(['exceptions', state], (page) => parseResponse(hq.api.v1.exceptions.$get({ query: { ...page, state } })));
}

export function useResolveException(id: string): UseMutationResult<ExceptionItem, Error, { readonly resolution: string }> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.exceptions[':id'].resolve.$post({ param: { id }, json })) });
}
