import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';

export type Settings = InferResponseType<Hq['api']['v1']['settings']['$get'], 200>;

export function useSettings(): UseQueryResult<Settings> {
  const hq = useHq();
  return useQuery({ queryKey: ['settings'], queryFn: () => parseResponse(hq.api.v1.settings.$get()) });
}

export function useSaveSettings(): UseMutationResult<Settings, Error, Settings> {
  const hq = useHq();
  return useMutation({ mutationFn: (settings) => parseResponse(hq.api.v1.settings.$put({ json: settings })) });
}
