import {
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

type MembersApi = Hq['api']['v1']['members'];
type MemberApi = MembersApi[':id'];
export type MemberItem = InferResponseType<MembersApi['$get'], 200>['items'][number];
export type MemberRecord = InferResponseType<MemberApi['$get'], 200>;
export type StatementEntry = InferResponseType<MemberApi['statement']['$get'], 200>['items'][number];
export type Explanation = NonNullable<StatementEntry['explanation']>;

type NewMember = InferRequestType<MembersApi['$post']>['json'];
type MemberChange = InferRequestType<MemberApi['$patch']>['json'];
type Adjustment = InferRequestType<MemberApi['adjustments']['$post']>['json'];
type NewCard = InferRequestType<MemberApi['cards']['$post']>['json'];

export function useMembers(q: string): UseInfiniteQueryResult<InfiniteData<PageOf<MemberItem>>> {
  const hq = useHq();
  return usePages(['members', 'list', q], (page) => parseResponse(hq.api.v1.members.$get({ query: { ...page, q } })));
}

export function useMember(id: string): UseQueryResult<MemberRecord> {
  const hq = useHq();
  return useQuery({
    queryKey: ['members', 'one', id],
    queryFn: () => parseResponse(hq.api.v1.members[':id'].$get({ param: { id } })),
    enabled: id !== '',
  });
}

export function useStatement(id: string): UseInfiniteQueryResult<InfiniteData<PageOf<StatementEntry>>> {
  const hq = useHq();
  return usePages(['members', 'statement', id], (query) =>
    parseResponse(hq.api.v1.members[':id'].statement.$get({ param: { id }, query })),
  );
}

export function useRegisterMember(): UseMutationResult<MemberRecord, Error, NewMember> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members.$post({ json })) });
}

export function useChangeMember(id: string): UseMutationResult<MemberRecord, Error, MemberChange> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members[':id'].$patch({ param: { id }, json })) });
}

export function useAdjustMember(id: string): UseMutationResult<unknown, Error, Adjustment> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members[':id'].adjustments.$post({ param: { id }, json })) });
}

export function useSetMemberStatus(id: string): UseMutationResult<MemberRecord, Error, { readonly isActive: boolean }> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members[':id'].status.$post({ param: { id }, json })) });
}

export function useBindCard(id: string): UseMutationResult<MemberRecord, Error, NewCard> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members[':id'].cards.$post({ param: { id }, json })) });
}

export function useSetMemberPassword(id: string): UseMutationResult<MemberRecord, Error, { readonly password: string }> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.members[':id'].password.$post({ param: { id }, json })) });
}
