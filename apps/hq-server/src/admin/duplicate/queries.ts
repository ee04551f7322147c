import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import type { MemberRecord } from '../member/queries.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

export type Duplicate = InferResponseType<Hq['api']['v1']['duplicates']['$get'], 200>['items'][number];

export function useDuplicates(): UseInfiniteQueryResult<InfiniteData<PageOf<Duplicate>>> {
  const hq = useHq();
  return usePages(['duplicates'], (query) => parseResponse(hq.api.v1.duplicates.$get({ query })));
}

/** The survivor may be a third id that one of them was merged into before; then the other one is merged into it. */
export function useMergeDuplicate({ members, survivor }: Duplicate): UseMutationResult<MemberRecord, Error, void> {
  const { members: api } = useHq().api.v1;
  return useMutation({
    mutationFn: async () => {
      const { linkedIds } = await parseResponse(api[':id'].$get({ param: { id: survivor } }));
      const ofSurvivor = new Set([survivor, ...linkedIds]);
      const id = members.find((member) => !ofSurvivor.has(member.id))?.id ?? survivor;
      return parseResponse(api[':id'].link.$post({ param: { id }, json: { into: survivor } }));
    },
  });
}

export function useDismissDuplicate(id: string): UseMutationResult<unknown, Error, void> {
  const hq = useHq();
  return useMutation({ mutationFn: () => parseResponse(hq.api.v1.duplicates[':id'].dismiss.$post({ param: { id } })) });
}
