import { err, ok, type Result } from '@jifen/core';
import { z } from 'zod';
import type { Keyset, PageRequest } from '../store/page.ts';
import type { HqProblem } from './problem.ts';

/** A list's page as a caller asks for it. */
export type ListQuery = { readonly limit: number; readonly cursor?: string | undefined };
export type PageOf<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

const keysetSchema = z.strictObject({ after: z.union([z.string().max(200), z.int().min(0)]), id: z.string().max(80) });

/** Opaque to callers, and without personal data: it travels in addresses. */
function encodeCursor(keyset: Keyset): string {
  return Buffer.from(JSON.stringify({ after: keyset.after, id: keyset.id })).toString('base64url');
}

/** Reads the page that a caller asks for; `kind` is what the list sorts by, so that another list's cursor is refused. */
export function parsePage({ limit, cursor }: ListQuery, kind: 'text' | 'number'): Result<PageRequest, HqProblem> {
  if (cursor === undefined) return ok({ limit, after: null });
  const parsed = keysetSchema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) return err({ code: 'malformed_cursor' });
  const isOfKind = (kind === 'text') === (typeof parsed.data.after === 'string');
  return isOfKind ? ok({ limit, after: parsed.data }) : err({ code: 'malformed_cursor' });
}

/** Cuts rows that were read one more than the limit to a page; the surplus row says that there is a next one. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  of: { readonly keyset: (row: Row) => Keyset; readonly item: (row: Row) => Item },
): PageOf<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(of.item), nextCursor: rows.length > limit && last !== undefined ? encodeCursor(of.keyset(last)) : null };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
