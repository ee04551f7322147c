import type { Product } from '@jifen/core';
import { useMutation, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult } from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';
import { usePages } from '../piece/use-pages.ts';

export type ProductContent = { readonly [F in keyof Omit<Product, 'id'>]: Product[F] extends number ? number : Product[F] };
export type ProductRecord = ProductContent & { readonly id: string };

export function useProducts(q: string): UseInfiniteQueryResult<InfiniteData<PageOf<ProductRecord>>> {
  return usePages<ProductRecord>('/products', { q });
}

/** Makes a new product or changes a known one. */
export function useSaveProduct(isNew: boolean): UseMutationResult<ProductRecord, Error, ProductRecord> {
  const api = useApi();
  return useMutation({
    mutationFn: ({ id, ...content }) =>
      isNew ? api.post<ProductRecord>('/products', { id, ...content }) : api.patch<ProductRecord>(`/products/${id}`, content),
  });
}
