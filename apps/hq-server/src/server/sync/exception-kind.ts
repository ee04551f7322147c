/** Why a fact needs a person's look. A kind is also the code of the event's disposition and the key of its sentence. */
export const EXCEPTION_KINDS = [
  'posting_not_allowed',
  'body_malformed',
  'body_contradicts_postings',
  'duplicate_id',
  'rights_negative',
  'stock_negative',
  'unclaimed_negative',
  'clock_suspect',
  'member_inactive',
  'member_unknown',
  'profile_malformed',
  'duplicate_candidate',
  'card_conflict',
  'sale_unknown',
  'redemption_unknown',
  'refund_exceeds_sale',
  'refund_not_owner',
  'refund_exceeds_redemption',
  'grant_above_hq',
  'log_forked',
  'order_unknown',
  'order_not_ready',
  'order_recovered',
  'recovery_damaged',
  'event_after_close',
  'two_tills_one_name',
  'shift_contradicts_log',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** The code of a disposition that is no exception: this build cannot read the event yet. */
export const DEFERRED_CODE = 'type_unknown';
