/** What a check found, by code. `…_differs`: a table does not say what the logs say. */
export type FindingCode =
  | 'event_altered'
  | 'event_unreadable'
  | 'column_altered'
  | 'event_replaced'
  | 'chain_broken'
  | 'chain_gap'
  | 'chain_truncated'
  | 'event_out_of_order'
  | 'incarnation_differs'
  | 'order_differs'
  | 'private_altered'
  | 'private_missing'
  | 'private_unexpected'
  | 'posting_not_allowed'
  | 'body_contradicts_postings'
  | 'settle_at_differs'
  | 'disposition_differs'
  | 'loss_differs'
  | 'settlement_differs'
  | 'settlement_not_posted'
  | 'rule_differs'
  | 'link_differs'
  | 'link_edge_differs'
  | 'paid_for_differs'
  | 'write_off_differs'
  | 'receipt_owner_differs'
  | 'order_row_differs'
  | 'shift_differs'
  | 'sale_differs'
  | 'refund_differs'
  | 'redemption_differs'
  | 'redemption_refund_differs'
  | 'experience_change_differs'
  | 'rights_differs'
  | 'pool_differs'
  | 'total_differs'
  | 'part_differs'
  | 'unclaimed_differs'
  | 'stock_differs'
  | 'day_differs'
  | 'entry_differs';

export type FindingValue = string | number | null;

/** Ids and numbers only, nothing personal. Branch, incarnation and seq are null where the damage lies in no log. */
export type Finding = {
  readonly code: FindingCode;
  readonly branch: string | null;
  readonly incarnation: string | null;
  readonly seq: number | null;
  /** The key of the row, or the id of the event. */
  readonly key?: string;
  readonly field?: string;
  /** What the logs say. */
  readonly expected?: FindingValue;
  /** What stands there. */
  readonly found?: FindingValue;
};

/** Where in the logs; nothing: in no log. */
export type LogPlace = { readonly branch: string; readonly incarnation: string; readonly seq: number | null };
export const NOWHERE = { branch: null, incarnation: null, seq: null } as const;

export type Findings = {
  add(code: FindingCode, place: LogPlace | typeof NOWHERE, detail?: Omit<Finding, 'code' | keyof LogPlace>): void;
  /** The first of them: a store that is broken throughout would otherwise fill the memory. */
  list(): readonly Finding[];
  count(): number;
};

export const MOST_LISTED = 10_000;

export function createFindings(): Findings {
  const listed: Finding[] = [];
  let count = 0;
  return {
    add: (code, { branch, incarnation, seq }, detail = {}) => {
      count += 1;
      if (listed.length < MOST_LISTED) listed.push({ code, branch, incarnation, seq, ...detail });
    },
    list: () => listed,
    count: () => count,
  };
}
