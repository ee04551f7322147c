import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { readAll } from '../piece/read-all.ts';

type V1 = Hq['api']['v1'];
type LifeApi = V1['incarnations'][':branch'][':incarnation'];
export type Life = InferResponseType<V1['incarnations']['$get'], 200>['items'][number];
export type LifeDetail = InferResponseType<LifeApi['$get'], 200>;
export type LifeAct = Life['acts'][number];
export type Decision = InferRequestType<LifeApi['acts']['$post']>['json'];
export type Barrier = InferResponseType<V1['barrier']['$get'], 200>;
export type Waiver = InferRequestType<V1['barrier']['waivers']['$post']>['json'];

/** Read again every 15 s: what they show is whether tills are in touch. */
export function useLives(branchId: string, isOver: boolean): UseQueryResult<readonly Life[]> {
  const hq = useHq();
  return useQuery({
    queryKey: ['lives', branchId, isOver],
    queryFn: () =>
      readAll((query) => parseResponse(hq.api.v1.incarnations.$get({ query: { ...query, branchId, isOver: isOver ? 'true' : 'false' } }))),
    refetchInterval: 15_000,
  });
}

export function useLife(branch: string, incarnation: string): UseQueryResult<LifeDetail> {
  const hq = useHq();
  return useQuery({
    queryKey: ['lives', branch, incarnation],
    queryFn: () => parseResponse(hq.api.v1.incarnations[':branch'][':incarnation'].$get({ param: { branch, incarnation } })),
    enabled: incarnation !== '',
  });
}

export function useDecide({ branchId: branch, incarnation }: Life): UseMutationResult<LifeDetail, Error, Decision> {
  const hq = useHq();
  return useMutation({
    mutationFn: (json) =>
      parseResponse(hq.api.v1.incarnations[':branch'][':incarnation'].acts.$post({ param: { branch, incarnation }, json })),
  });
}

export function useBarrier(): UseQueryResult<Barrier> {
  const hq = useHq();
  return useQuery({
    queryKey: ['lives', 'barrier'],
    queryFn: () => parseResponse(hq.api.v1.barrier.$get()),
    refetchInterval: 30_000,
  });
}

export function useWaive(): UseMutationResult<Barrier, Error, Waiver> {
  const hq = useHq();
  return useMutation({ mutationFn: (json) => parseResponse(hq.api.v1.barrier.waivers.$post({ json })) });
}
