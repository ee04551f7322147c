import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';
import { usePages } from '../piece/use-pages.ts';

export type ExceptionState = 'open' | 'resolved';

export type ExceptionItem = {
  readonly id: string;
  readonly kind: string;
  readonly branchId: string;
  readonly eventId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly state: ExceptionState;
  readonly createdAt: number;
  readonly resolvedAt: number | null;
  readonly resolution: string | null;
};

export function useExceptions(state: ExceptionState): UseInfiniteQueryResult<InfiniteData<PageOf<ExceptionItem>>> {
  return usePages<ExceptionItem>('/exceptions', { state });
}

export function useResolveException(id: string): UseMutationResult<unknown, Error, { readonly resolution: string }> {
  const api = useApi();
  return useMutation({ mutationFn: (body) => api.post(`/exceptions/${id}/resolve`, body) });
}
