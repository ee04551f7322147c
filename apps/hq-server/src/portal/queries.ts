import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from './hq.ts';

type MeApi = Hq['api']['v1']['me'];
export type Me = InferResponseType<MeApi['$get'], 200>;
export type MeChange = InferRequestType<MeApi['$patch']>['json'];
export type PasswordChange = InferRequestType<MeApi['password']['$post']>['json'];
type StatementPage = InferResponseType<MeApi['statement']['$get'], 200>;
export type StatementEntry = StatementPage['items'][number];
type RewardPage = InferResponseType<MeApi['rewards']['$get'], 200>;
export type OfferedReward = RewardPage['items'][number];
export type Branch = InferResponseType<MeApi['branches']['$get'], 200>['items'][number];

export function useMe(): UseQueryResult<Me> {
  const hq = useHq();
  return useQuery({ queryKey: ['me'], queryFn: () => parseResponse(hq.api.v1.me.$get()) });
}

export function useStatement(): UseInfiniteQueryResult<InfiniteData<StatementPage>> {
  const hq = useHq();
  return useInfiniteQuery({
    queryKey: ['statement'],
    queryFn: ({ pageParam }) => parseResponse(hq.api.v1.me.statement.$get({ query: pageQueryOf(pageParam) })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useOfferedRewards(): UseInfiniteQueryResult<InfiniteData<RewardPage>> {
  const hq = useHq();
  return useInfiniteQuery({
    queryKey: ['rewards'],
    queryFn: ({ pageParam }) => parseResponse(hq.api.v1.me.rewards.$get({ query: pageQueryOf(pageParam) })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

type BranchPage = InferResponseType<MeApi['branches']['$get'], 200>;

export function useBranches(): UseQueryResult<BranchPage> {
  const hq = useHq();
  return useQuery({
    queryKey: ['branches'],
    queryFn: () => parseResponse(hq.api.v1.me.branches.$get({ query: { limit: '200' } })),
    staleTime: 300_000,
  });
}

/** A branch's name for its id; `null` for HQ, which no member knows as a shop. */
export function useBranchName(): (id: string) => string | null {
  const { data } = useBranches();
  return (id) => data?.items.find((branch) => branch.id === id)?.name ?? null;
}

export function useChangeMe(): UseMutationResult<Me, Error, MeChange> {
  const hq = useHq();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change) => parseResponse(hq.api.v1.me.$patch({ json: change })),
    onSuccess: (me) => client.setQueryData(['me'], me),
  });
}

export function useChangePassword(): UseMutationResult<unknown, Error, PasswordChange> {
  const hq = useHq();
  return useMutation({ mutationFn: (change) => parseResponse(hq.api.v1.me.password.$post({ json: change })) });
}

function pageQueryOf(cursor: string): { readonly cursor?: string } {
  return cursor === '' ? {} : { cursor };
}
