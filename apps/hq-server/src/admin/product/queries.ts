import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { usePages, type PageOf } from '../piece/use-pages.ts';

export type ProductRecord = InferResponseType<Hq['api']['v1']['products']['$get'], 200>['items'][number];

export function useProducts(q: string): UseInfiniteQueryResult<InfiniteData<PageOf<ProductRecord>>> {
  const hq = useHq();
  return usePages(['products', q], (page) => parseResponse(hq.api.v1.products.$get({ query: { ...page, q } })));
}

/** Makes a new product or changes a known one. */
export function useSaveProduct(isNew: boolean): UseMutationResult<ProductRecord, Error, ProductRecord> {
  const { products } = useHq().api.v1;
  return useMutation({
    mutationFn: ({ id, ...content }) =>
      isNew
        ? parseResponse(products.$post({ json: { id, ...content } }))
        : parseResponse(products[':id'].$patch({ param: { id }, json: content })),
  });
}
