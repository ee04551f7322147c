import type { Problem } from '@jifen/core';

/** Every "no" of the HTTP API by its code, with the status that carries it. The code is the key of the sentence that a person reads. */
export const HQ_PROBLEMS = {
  malformed_request: 400,
  malformed_cursor: 400,
  not_signed_in: 401,
  session_expired: 401,
  sign_in_failed: 401,
  not_permitted: 403,
  not_found: 404,
  id_taken: 409,
  account_taken: 409,
  duplicate_barcode: 409,
  duplicate_phone: 409,
  duplicate_id_number: 409,
  duplicate_card: 409,
  already_resolved: 409,
  rule_version_not_next: 409,
  body_too_large: 413,
  unsupported_media_type: 415,

  name_empty: 422,
  name_too_long: 422,
  name_has_control_characters: 422,
  phone_malformed: 422,
  id_number_malformed: 422,
  id_number_checksum: 422,
  id_number_birth_date: 422,
  birthday_malformed: 422,
  address_too_long: 422,
  card_malformed: 422,
  card_check_digit: 422,
  card_not_of_member: 422,
  password_too_short: 422,
  password_too_long: 422,
  password_too_easy: 422,
  password_wrong: 422,
  password_needed: 422,
  pin_too_easy: 422,
  branch_unknown: 422,
  branch_needed: 422,
  branch_not_allowed: 422,
  last_hq_admin: 422,
  amount_not_a_number: 422,
  amount_negative: 422,
  amount_has_fraction_of_fen: 422,
  amount_too_large: 422,
  reward_name_empty: 422,
  reward_category_empty: 422,
  reward_points_out_of_range: 422,
  reward_cash_out_of_range: 422,
  reward_not_allowed: 422,
  rule_in_past: 422,
  expiry_out_of_range: 422,
  campaign_name_empty: 422,
  campaign_category_empty: 422,
  campaign_rate_too_high: 422,
  ladder_empty: 422,
  ladder_not_from_zero: 422,
  ladder_not_rising: 422,
  ladder_rate_falls: 422,
  ladder_rate_too_high: 422,
  ladder_tier_twice: 422,
  time_out_of_range: 422,
  range_reversed: 422,
  range_too_long: 422,
  adjustment_empty: 422,
  reason_missing: 422,
  insufficient_points: 422,
  insufficient_experience: 422,

  too_many_tries: 429,
  internal_error: 500,
  disk_full: 503,
  storage_read_only: 503,
  storage_corrupt: 503,
  storage_busy: 503,
  storage_failed: 503,
  closed: 503,
} as const;

export type HqErrorCode = keyof typeof HQ_PROBLEMS;
export type RefusalStatus = (typeof HQ_PROBLEMS)[HqErrorCode];

/** For the catalogue of sentences: each code needs one in every language. */
export const HQ_ERROR_CODES = Object.keys(HQ_PROBLEMS).filter(isHqErrorCode);

export type HqProblem = Problem & { readonly code: HqErrorCode };

/** A record of that id does not exist, or the caller may not know of it: the two look the same. */
export const NOT_FOUND = { code: 'not_found' } as const;

function isHqErrorCode(code: string): code is HqErrorCode {
  return Object.hasOwn(HQ_PROBLEMS, code);
}
