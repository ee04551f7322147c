import type { Problem } from '@jifen/core';

/** Every "no" of the exchange by its code, with the status that carries it. The code is the key of the sentence that a person reads. */
export const SYNC_PROBLEMS = {
  malformed_request: 400,
  chain_gap: 400,
  chain_broken: 400,
  event_altered: 400,
  private_altered: 400,
  head_hash_differs: 400,
  event_too_large: 400,
  signature_missing: 401,
  signature_malformed: 401,
  signature_outside_window: 401,
  signature_wrong: 401,
  digest_differs: 401,
  device_unknown: 401,
  device_revoked: 401,
  branch_mismatch: 403,
  body_too_large: 413,
  content_encoding_not_supported: 415,
  enrolment_failed: 422,
  hq_url_differs: 422,
  protocol_not_supported: 426,
  too_many_tries: 429,
  shutting_down: 503,
} as const;

export type SyncErrorCode = keyof typeof SYNC_PROBLEMS;

/** For the catalogue of sentences: each code needs one in every language. */
export const SYNC_ERROR_CODES = Object.keys(SYNC_PROBLEMS).filter(isSyncErrorCode);

export type SyncProblem = Problem & { readonly code: SyncErrorCode };

function isSyncErrorCode(code: string): code is SyncErrorCode {
  return Object.hasOwn(SYNC_PROBLEMS, code);
}
