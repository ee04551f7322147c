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
  return isArray(value) ? canonicalArray(value) : canonicalObject(value);
}

function canonicalArray(values: readonly JsonValue[]): string {
  let text = '';
  for (const value of values) text += text === '' ? canonicalJson(value) : `,${canonicalJson(value)}`;
  return `[${text}]`;
}

function canonicalObject(value: { readonly [key: string]: JsonValue }): string {
  let text = '';
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key];
    assert(member !== undefined, `canonical JSON cannot hold undefined at ${key}`);
    text += `${text === '' ? '' : ','}${canonicalString(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function canonicalInteger(value: number): string {
  assert(Number.isSafeInteger(value), `canonical JSON holds safe integers only, got ${value}`);
  return Object.is(value, -0) ? '0' : String(value);
}

/** No quotes, backslashes, control characters or surrogates, as in nearly all texts: such a one is its own canonical form. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function canonicalString(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  assert(value.isWellFormed(), 'canonical JSON cannot hold a lone surrogate');
  return JSON.stringify(value);
}
