import type { Problem, Result } from '@jifen/core';
import type { Context, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';

/** Every "no" of the till's API: a status, and a body with a stable code and its details. */
const STATUS_BY_CODE = {
  malformed_request: 400,
  malformed_id: 400,
  cursor_malformed: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  not_permitted: 403,
  approval_needed: 403,
  approver_is_cashier: 403,
  approver_not_permitted: 403,
  pin_change_needed: 403,
  not_found: 404,
  id_taken: 409,
  duplicate_card: 409,
  duplicate_phone: 409,
  duplicate_id_number: 409,
  already_enrolled: 409,
  not_enrolled: 409,
  body_too_large: 413,
  pin_locked: 423,
  too_many_tries: 429,
  internal_error: 500,
  hq_unreachable: 503,
  disk_full: 503,
  storage_read_only: 503,
  storage_corrupt: 503,
  storage_busy: 503,
  storage_failed: 503,
} as const;
type StatusByCode = typeof STATUS_BY_CODE;
export type RefusalStatus = StatusByCode[keyof StatusByCode] | 422;

function statusOf(code: string): RefusalStatus {
  return isListed(code) ? STATUS_BY_CODE[code] : 422;
}

/** What a "no" looks like to the page; further members of `error` are the code's details. */
export type RefusalBody = { readonly error: { readonly code: string } };
export type Refused = Response & TypedResponse<RefusalBody, RefusalStatus, 'json'>;
export type Answered<T> = (Response & TypedResponse<JSONParsed<T>, 200, 'json'>) | Refused;

/*
 * The overloads give each answer one short type: inferred, the sum of all routes is longer than the compiler writes down.
 */
export function refuse(c: Context, error: Problem): Refused;
export function refuse(c: Context, error: Problem): Response {
  return c.json({ error }, statusOf(error.code));
}

/** 200 with the value, or the refusal. */
export function answer<T extends object>(c: Context, result: Result<T, Problem>): Answered<T>;
export function answer(c: Context, result: Result<object, Problem>): Response {
  return result.ok ? c.json(result.value, 200) : refuse(c, result.error);
}

/** 200 with what was found, or `not_found`. */
export function answerFound<T extends object>(c: Context, found: T | null): Answered<T>;
export function answerFound(c: Context, found: object | null): Response {
  return found === null ? refuse(c, { code: 'not_found' }) : c.json(found, 200);
}

function isListed(code: string): code is keyof StatusByCode {
  return Object.hasOwn(STATUS_BY_CODE, code);
}
