import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

type StaffApi = Hq['api']['v1']['staff'];
export type StaffMember = InferResponseType<StaffApi['$get'], 200>['items'][number];
type NewStaff = InferRequestType<StaffApi['$post']>['json'];
type StaffChange = InferRequestType<StaffApi[':id']['$patch']>['json'];

export function useStaff(): UseInfiniteQueryResult<InfiniteData<PageOf<StaffMember>>> {
  const hq = useHq();
  return usePages(['staff', 'list'], (page) => parseResponse(hq.api.v1.staff.$get({ query: page })));
}

export function useCreateStaff(): UseMutationResult<StaffMember, Error, NewStaff> {
  const { staff } = useHq().api.v1;
  return useMutation({ mutationFn: (json) => parseResponse(staff.$post({ json })) });
}

export function useChangeStaff(id: string): UseMutationResult<StaffMember, Error, StaffChange> {
  const { staff } = useHq().api.v1;
  return useMutation({ mutationFn: (json) => parseResponse(staff[':id'].$patch({ param: { id }, json })) });
}
