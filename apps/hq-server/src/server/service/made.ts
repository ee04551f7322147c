import { err, ok, type Result } from '@jifen/core';
import { canonicalJson, type JsonValue } from '@jifen/sync';
import type { HqProblem } from './problem.ts';

/** What a creating service made: new, or known already with the same content. */
export type Made<T> = { readonly isNew: boolean; readonly record: T };

/** Whether two records say the same, whatever the order of their fields. */
export function isSameRecord(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** The answer to a create whose id is known: the record when it says the same, else a "no". */
export function sameOrTaken<T extends JsonValue>(known: T, given: T): Result<Made<T>, HqProblem> {
  return isSameRecord(known, given) ? ok({ isNew: false, record: known }) : err({ code: 'id_taken' });
}
