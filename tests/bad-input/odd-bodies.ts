import type { JsonValue } from '@jifen/sync';

/** What a clumsy or hostile caller puts where something else belongs. */
export const ODD_VALUES: readonly (readonly [string, JsonValue])[] = [
  ['a number below zero', -1],
  ['nought', 0],
  ['a fraction', 0.5],
  ['1e308', 1e308],
  ['beyond safe integers', 2 ** 53],
  ['beyond 10 million yuan', 1_000_000_001],
  ['"NaN"', 'NaN'],
  ['"12"', '12'],
  ['nothing', ''],
  ['null', null],
  ['true', true],
  ['an object', { $gt: '' }],
  ['an array', [1]],
  ['a control character', 'a\u0000b'],
  ['half a surrogate', 'a\uD800'],
  ['SQL', "'; drop table member; --"],
  ['5,000 characters', 'x'.repeat(5000)],
  ['an id of nothing', '0190a000-0000-7000-8000-0000000000aa'],
  ['a day that never was', '2026-02-30'],
];

/** The value in the place of each field of a body, one field at a time, at every depth. */
export function bodiesWith(body: unknown, value: JsonValue): unknown[] {
  if (Array.isArray(body)) return [value, ...body.flatMap((item, i) => bodiesWith(item, value).map((changed) => body.with(i, changed)))];
  if (typeof body !== 'object' || body === null) return [value];
  const changed = Object.entries(body).flatMap(([key, field]) => bodiesWith(field, value).map((other) => ({ ...body, [key]: other })));
  return [value, ...changed];
}
