import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse, type InferRequestType, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

type Notices = Hq['api']['v1']['notices'];
export type Notice = InferResponseType<Notices['$get'], 200>['items'][number];
export type NewNotice = InferRequestType<Notices['$post']>['json'];

export function useNotices(): UseInfiniteQueryResult<InfiniteData<PageOf<Notice>>> {
  const hq = useHq();
  return usePages(['notices'], (page) => parseResponse(hq.api.v1.notices.$get({ query: page })));
}

export function usePublish(): UseMutationResult<Notice, Error, NewNotice> {
  const { notices } = useHq().api.v1;
  return useMutation({ mutationFn: (json) => parseResponse(notices.$post({ json })) });
}

export function useWithdraw(id: string): UseMutationResult<Notice, Error, undefined> {
  const { notices } = useHq().api.v1;
  return useMutation({ mutationFn: () => parseResponse(notices[':id'].withdraw.$post({ param: { id } })) });
}
