import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import type { MemberItem, MemberRecord } from '../member/queries.ts';

type MemberApi = Hq['api']['v1']['members'][':id'];
export type Erasing = InferRequestType<MemberApi['erase']['$post']>['json'];
export type Erasure = InferResponseType<MemberApi['erase']['$post'], 200>;
export type Merge = { readonly id: string; readonly into: string };

const MOST_FOUND = '6';

/** A few members for a card, phone, ID number or the beginning of a name. Nothing typed finds nobody. */
export function useFoundMembers(q: string): UseQueryResult<readonly MemberItem[]> {
  const hq = useHq();
  return useQuery({
    queryKey: ['members', 'found', q],
    queryFn: async () => (await parseResponse(hq.api.v1.members.$get({ query: { q, limit: MOST_FOUND } }))).items,
    enabled: q !== '',
  });
}

export function useMerge(): UseMutationResult<MemberRecord, Error, Merge> {
  const hq = useHq();
  return useMutation({
    mutationFn: ({ id, into }) => parseResponse(hq.api.v1.members[':id'].link.$post({ param: { id }, json: { into } })),
  });
}

export function useUnmerge(): UseMutationResult<MemberRecord, Error, string> {
  const hq = useHq();
  return useMutation({ mutationFn: (id) => parseResponse(hq.api.v1.members[':id'].link.$delete({ param: { id } })) });
}

export function useErase(id: string): UseMutationResult<Erasure, Error, Erasing> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members[':id'].erase.$post({ param: { id }, json })) });
}
