import type { PageOf } from './use-pages.ts';

type WholePage = { readonly limit: string; readonly cursor?: string };

/** A short list to its end; each page names the next. */
export async function readAll<T>(read: (query: WholePage) => Promise<PageOf<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let query: WholePage | null = { limit: '200' };
  while (query !== null) {
    const page: PageOf<T> = await read(query);
    all.push(...page.items);
    query = page.nextCursor === null ? null : { limit: '200', cursor: page.nextCursor };
  }
  return all;
}
