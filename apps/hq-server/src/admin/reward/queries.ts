import type { Reward } from '@jifen/core';
import {
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';
import { usePages } from '../piece/use-pages.ts';

export type RewardRecord = { readonly [F in keyof Reward]: Reward[F] extends number ? number : F extends 'id' ? string : Reward[F] };
export type BranchStock = { readonly branchId: string; readonly onHand: number; readonly consigned: number };

export function useRewards(): UseInfiniteQueryResult<InfiniteData<PageOf<RewardRecord>>> {
  return usePages<RewardRecord>('/rewards');
}

export function useRewardStock(id: string): UseQueryResult<readonly BranchStock[]> {
  const api = useApi();
  return useQuery({
    queryKey: [`/rewards/${id}/stock`],
    queryFn: async () => (await api.get<PageOf<BranchStock>>(`/rewards/${id}/stock`)).items,
  });
}

/** Makes a new reward or changes a known one. */
export function useSaveReward(isNew: boolean): UseMutationResult<RewardRecord, Error, RewardRecord> {
  const api = useApi();
  return useMutation({
    mutationFn: ({ id, ...content }) =>
      isNew ? api.post<RewardRecord>('/rewards', { id, ...content }) : api.patch<RewardRecord>(`/rewards/${id}`, content),
  });
}
