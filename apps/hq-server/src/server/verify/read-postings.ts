import type { EventId } from '@jifen/core';
import { type ParsedPosting, parsePostings, type PostingProblem } from '@jifen/sync';
import { isOfHq, type KnownBody, type ReadRow } from './log-row.ts';

export type PostingsReading =
  | { readonly kind: 'booked'; readonly postings: readonly ParsedPosting[] }
  /** HQ did not book them, and said so. */
  | { readonly kind: 'refused' }
  /** HQ must not have booked them, and did not say so. */
  | { readonly kind: 'not_allowed'; readonly problem: PostingProblem };

/** The postings of an event, as HQ must have booked them. */
export function readPostings({ row, content, isTrue }: ReadRow): PostingsReading {
  if (!isTrue && !content.postings.every(isPosting)) return { kind: 'refused' };
  const parsed = parsePostings(content.postings, { branch: row.branch_id, incarnation: row.incarnation });
  if (parsed.ok) return row.code === 'posting_not_allowed' ? { kind: 'refused' } : { kind: 'booked', postings: parsed.value };
  if (isOfHq(row) || row.disposition !== 'applied_with_exception') return { kind: 'not_allowed', problem: parsed.error };
  return { kind: 'refused' };
}

function isPosting(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isText = (key: string) => typeof Reflect.get(value, key) === 'string';
  return isText('unit') && isText('debit') && isText('credit') && typeof Reflect.get(value, 'n') === 'number';
}

/** The sale or redemption that a branch's event is about. */
export function referenceOf(about: KnownBody | null): EventId | null {
  if (about?.type === 'sale_refunded') return about.body.saleId;
  return about?.type === 'redemption_refunded' ? about.body.redemptionId : null;
}

/** The same of HQ's event; undefined: only its writer knows. */
export function hqReferenceOf(body: KnownBody | null, postings: readonly ParsedPosting[]): EventId | null | undefined {
  if (body?.type === 'sale_settled' || body?.type === 'unclaimed_attached') return body.body.saleId;
  if (body?.type === 'balance_opened') return null;
  return body?.type === 'points_adjusted' ? refilledBy(postings) : undefined;
}

/** The unclaimed sale that HQ fills up again because its till took points back that were attached already. */
export function refilledBy(postings: readonly ParsedPosting[]): EventId | null {
  for (const { credit } of postings) if (credit.kind === 'unclaimed') return credit.event;
  return null;
}
