import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { readAll } from '../piece/read-all.ts';

type V1 = Hq['api']['v1'];
export type Terminal = InferResponseType<V1['terminals']['$get'], 200>['items'][number];
export type EnrolmentCode = InferResponseType<V1['branches'][':id']['enrolment-codes']['$post'], 200 | 201>;
export type NewTerminal = { readonly branchId: string; readonly terminalName: string };

/** Read again every 15 s: what they show is whether tills are in touch. */
export function useTerminals(): UseQueryResult<readonly Terminal[]> {
  const hq = useHq();
  return useQuery({
    queryKey: ['terminals'],
    queryFn: () => readAll((query) => parseResponse(hq.api.v1.terminals.$get({ query }))),
    refetchInterval: 15_000,
  });
}

export function useRevokeTerminal(id: string): UseMutationResult<Terminal, Error, void> {
  const hq = useHq();
  return useMutation({ mutationFn: () => parseResponse(hq.api.v1.terminals[':id'].revoke.$post({ param: { id } })) });
}

export function useCreateEnrolmentCode(): UseMutationResult<EnrolmentCode, Error, NewTerminal> {
  const hq = useHq();
  return useMutation({
    mutationFn: ({ branchId, terminalName }) =>
      parseResponse(hq.api.v1.branches[':id']['enrolment-codes'].$post({ param: { id: branchId }, json: { terminalName } })),
  });
}
