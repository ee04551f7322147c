import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';

export type ReceiptHead = InferResponseType<Hq['api']['v1']['branches'][':id']['receipt-head']['$get'], 200>;

export function useReceiptHead(id: string): UseQueryResult<ReceiptHead> {
  const hq = useHq();
  return useQuery({
    queryKey: ['branches', id, 'receipt-head'],
    queryFn: () => parseResponse(hq.api.v1.branches[':id']['receipt-head'].$get({ param: { id } })),
  });
}

export function useSaveReceiptHead(id: string): UseMutationResult<ReceiptHead, Error, ReceiptHead> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.branches[':id']['receipt-head'].$put({ param: { id }, json })) });
}
