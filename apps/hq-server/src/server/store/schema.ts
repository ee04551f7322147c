import type * as access from './table/access-tables.ts';
import type * as catalogue from './table/catalogue-tables.ts';
import type * as counter from './table/counter-tables.ts';
import type * as ledger from './table/ledger-tables.ts';
import type * as log from './table/log-tables.ts';
import type * as member from './table/member-tables.ts';
import type * as order from './table/order-tables.ts';
import type * as person from './table/person-tables.ts';
import type * as receipt from './table/receipt-tables.ts';
import type * as trade from './table/trade-tables.ts';

/**
 * HQ's tables. Times are epoch milliseconds and flags 0 or 1, both integers; JSON is text; nothing relies on a dialect.
 * Every table below the log can be recomputed from it, except reference data and access.
 */
export type HqSchema = {
  setting: log.SettingTable;
  counter: log.CounterTable;
  incarnation: log.IncarnationTable;
  challenge: log.ChallengeTable;
  event: log.EventTable;
  event_private: log.EventPrivateTable;
  quarantine: log.QuarantineTable;
  exception: log.ExceptionTable;

  rights: ledger.RightsTable;
  pool: ledger.PoolTable;
  write_off: ledger.WriteOffTable;
  placement: ledger.PlacementTable;
  unclaimed: ledger.UnclaimedTable;
  member_part: ledger.MemberPartTable;
  member_total: ledger.MemberTotalTable;
  stock: ledger.StockTable;
  recall: ledger.RecallTable;
  want: ledger.WantTable;
  entry: ledger.EntryTable;
  branch_day: ledger.BranchDayTable;

  member: member.MemberTable;
  card: member.CardTable;
  link: member.LinkTable;
  card_block: member.CardBlockTable;

  sale: trade.SaleTable;
  refund: trade.RefundTable;
  experience_change: trade.ExperienceChangeTable;
  redemption: trade.RedemptionTable;
  redemption_refund: trade.RedemptionRefundTable;

  reward_order: order.OrderTable;

  receipt_owner: receipt.ReceiptOwnerTable;
  receipt_ask: receipt.ReceiptAskTable;
  receipt_fence: receipt.ReceiptFenceTable;

  branch: catalogue.BranchTable;
  product: catalogue.ProductTable;
  reward: catalogue.RewardTable;
  rule: catalogue.RuleTable;
  staff: catalogue.StaffTable;
  terminal: catalogue.TerminalTable;

  notice: counter.NoticeTable;
  shift: counter.ShiftTable;

  enrolment_code: access.EnrolmentCodeTable;
  staff_session: access.StaffSessionTable;
  member_session: access.MemberSessionTable;
  throttle: access.ThrottleTable;
  feed: access.FeedTable;

  link_edge: person.LinkEdgeTable;
  paid_for: person.PaidForTable;
  erasure: person.ErasureTable;
  private_subject: person.PrivateSubjectTable;
  feed_gone: person.FeedGoneTable;
  feed_reader: person.FeedReaderTable;
  deferred_event: person.DeferredEventTable;
  reread: person.RereadTable;
};
