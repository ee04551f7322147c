import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

export type Order = InferResponseType<Hq['api']['v1']['orders']['$get'], 200>['items'][number];

export function useOrders(isOpen: boolean): UseInfiniteQueryResult<InfiniteData<PageOf<Order>>> {
  const hq = useHq();
  return usePages(['orders', isOpen], (page) =>
    parseResponse(hq.api.v1.orders.$get({ query: { ...page, open: isOpen ? 'true' : 'false' } })),
  );
}

export function useCancelOrder(id: string): UseMutationResult<Order, Error, { readonly reason: string }> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.orders[':id'].cancel.$post({ param: { id }, json })) });
}
