import { HQ_BRANCH } from '@jifen/core';
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useTranslation } from 'react-i18next';
import { useHq, type Hq } from '../hq.ts';
import { readAll } from '../piece/read-all.ts';

type BranchesApi = Hq['api']['v1']['branches'];
export type Branch = InferResponseType<BranchesApi['$get'], 200>['items'][number];
export type NewBranch = InferRequestType<BranchesApi['$post']>['json'];
export type BranchChange = InferRequestType<BranchesApi[':id']['$patch']>['json'];

/** All of them: every screen turns ids into names, and a chain has hundreds, not millions. */
export function useBranches(): UseQueryResult<readonly Branch[]> {
  const hq = useHq();
  return useQuery({
    queryKey: ['branches'],
    queryFn: () => readAll((query) => parseResponse(hq.api.v1.branches.$get({ query }))),
    staleTime: 60_000,
  });
}

export function useBranch(id: string): UseQueryResult<Branch> {
  const hq = useHq();
  return useQuery({
    queryKey: ['branches', id],
    queryFn: () => parseResponse(hq.api.v1.branches[':id'].$get({ param: { id } })),
    enabled: id !== '',
  });
}

/** A branch's name for its id; the id itself until the names are there. */
export function useBranchName(): (id: string) => string {
  const { t } = useTranslation();
  const { data = [] } = useBranches();
  return (id) => (id === HQ_BRANCH ? t('branch.hq') : (data.find((branch) => branch.id === id)?.name ?? id));
}

export function useBranchChoices(): { readonly value: string; readonly label: string }[] {
  const { data = [] } = useBranches();
  return data.map(({ id, name }) => ({ value: id, label: name }));
}

export function useCreateBranch(): UseMutationResult<Branch, Error, NewBranch> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.branches.$post({ json })) });
}

export function useChangeBranch(id: string): UseMutationResult<Branch, Error, BranchChange> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.branches[':id'].$patch({ param: { id }, json })) });
}
