import { assert } from '@jifen/core';

/** What the log may hold: no fractions, no undefined, no dates. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Deeper nesting than this is no fact of a shop. */
const MAX_DEPTH = 16;

/** Whether a parsed JSON value can be hashed: safe integers, whole Unicode text, bounded depth. */
export function isCanonicalValue(value: unknown, depth = 0): value is JsonValue {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || depth === MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((member) => isCanonicalValue(member, depth + 1));
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isCanonicalValue(member, depth + 1));
}

/**
 * Canonical JSON (RFC 8785) of a value whose numbers are safe integers: keys in UTF-16 order, no white space.
 * A fraction, a lone surrogate or `undefined` is a bug of the writer and throws.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalInteger(value);
  if (typeof value === 'string') return canonicalString(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .toSorted()
    .map((key) => {
      const member = value[key];
      assert(member !== undefined, `canonical JSON cannot hold undefined at ${key}`);
      return `${canonicalString(key)}:${canonicalJson(member)}`;
    });
  return `{${members.join(',')}}`;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function canonicalInteger(value: number): string {
  assert(Number.isSafeInteger(value), `canonical JSON holds safe integers only, got ${value}`);
  return Object.is(value, -0) ? '0' : String(value);
}

function canonicalString(value: string): string {
  assert(value.isWellFormed(), 'canonical JSON cannot hold a lone surrogate');
  return JSON.stringify(value);
}
