import {
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

type RewardsApi = Hq['api']['v1']['rewards'];
export type RewardRecord = InferResponseType<RewardsApi['$get'], 200>['items'][number];
type StockAnswer = InferResponseType<RewardsApi[':id']['stock']['$get'], 200>;

export function useRewards(): UseInfiniteQueryResult<InfiniteData<PageOf<RewardRecord>>> {
  const hq = useHq();
  return usePages(['rewards'], (query) => parseResponse(hq.api.v1.rewards.$get({ query })));
}

export function useRewardStock(id: string): UseQueryResult<StockAnswer> {
  const hq = useHq();
  return useQuery({ queryKey: ['stock', id], queryFn: () => parseResponse(hq.api.v1.rewards[':id'].stock.$get({ param: { id } })) });
}

/** Makes a new reward or changes a known one. */
export function useSaveReward(isNew: boolean): UseMutationResult<RewardRecord, Error, RewardRecord> {
  const { rewards } = useHq().api.v1;
  return useMutation({
    mutationFn: ({ id, ...content }) =>
      isNew
        ? parseResponse(rewards.$post({ json: { id, ...content } }))
        : parseResponse(rewards[':id'].$patch({ param: { id }, json: content })),
  });
}
