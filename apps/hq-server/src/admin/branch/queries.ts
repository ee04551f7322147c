import { HQ_BRANCH } from '@jifen/core';
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi, type Api, type PageOf } from '../api.ts';

export type Branch = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly contact: string;
  readonly openingHours: string;
  readonly promotions: string;
};

export type BranchChange = Partial<Omit<Branch, 'id'>>;

/** All of them: every screen turns ids into names, and a chain has hundreds, not millions. */
export function useBranches(): UseQueryResult<readonly Branch[]> {
  const api = useApi();
  return useQuery({ queryKey: ['/branches'], queryFn: () => listAllBranches(api), staleTime: 60_000 });
}

async function listAllBranches(api: Api): Promise<readonly Branch[]> {
  const all: Branch[] = [];
  let cursor: string | null = null;
  do {
    const page: PageOf<Branch> = await api.get<PageOf<Branch>>('/branches', { limit: 200, cursor });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
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

export function useCreateBranch(): UseMutationResult<Branch, Error, Branch> {
  const api = useApi();
  return useMutation({ mutationFn: (branch) => api.post<Branch>('/branches', branch) });
}

export function useChangeBranch(id: string): UseMutationResult<unknown, Error, BranchChange> {
  const api = useApi();
  return useMutation({ mutationFn: (change) => api.patch(`/branches/${id}`, change) });
}

export function useBranch(id: string): UseQueryResult<Branch> {
  const api = useApi();
  return useQuery({ queryKey: [`/branches/${id}`], queryFn: () => api.get<Branch>(`/branches/${id}`), enabled: id !== '' });
}
