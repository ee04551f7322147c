import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
} from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';

type OrdersApi = Hq['api']['v1']['me']['orders'];
type OrderPage = InferResponseType<OrdersApi['$get'], 200>;
export type Order = OrderPage['items'][number];
export type NewOrder = InferRequestType<OrdersApi['$post']>['json'];

/** Read again every 30 s: a member waits for a shop to have it ready. */
export function useOrders(): UseInfiniteQueryResult<InfiniteData<OrderPage>> {
  const hq = useHq();
  return useInfiniteQuery({
    queryKey: ['orders'],
    queryFn: ({ pageParam }) => parseResponse(hq.api.v1.me.orders.$get({ query: pageParam === '' ? {} : { cursor: pageParam } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30_000,
  });
}

export function useMakeOrder(): UseMutationResult<Order, Error, NewOrder> {
  const hq = useHq();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json) => parseResponse(hq.api.v1.me.orders.$post({ json })),
    onSuccess: () => void client.invalidateQueries(),
  });
}

export function useCancelOrder(id: string): UseMutationResult<Order, Error, void> {
  const hq = useHq();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => parseResponse(hq.api.v1.me.orders[':id'].cancel.$post({ param: { id } })),
    onSuccess: () => void client.invalidateQueries(),
  });
}
