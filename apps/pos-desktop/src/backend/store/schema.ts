import type {
  BranchId,
  BusinessDate,
  CardNumber,
  DrugClass,
  EventId,
  Experience,
  Fen,
  Incarnation,
  MemberId,
  Points,
  ProductId,
  RewardId,
  StaffId,
  TerminalId,
  UnixMs,
  Vintage,
} from '@jifen/core';
import type { Disposition, FeedData, Hash, Hlc, OrderState, RightsCounters } from '@jifen/sync';
import type { PrintSchema } from './print-schema.ts';
import type { OfflineFactRow, ShiftRow, ZBoundaryRow } from './shift-row.ts';
import type { SignInSchema } from './sign-in-schema.ts';

/** SQLite has no booleans. */
export type Flag = 0 | 1;

export type EnrolmentRow = {
  readonly id: 1;
  readonly terminal: TerminalId;
  readonly terminal_name: string;
  readonly branch: BranchId;
  readonly branch_name: string;
  readonly hq_url: string;
  readonly hq_public_key: string;
  readonly card_block: number;
  readonly next_serial: number;
  readonly enrolled_at: UnixMs;
};

export type IncarnationRow = {
  readonly no: number;
  readonly incarnation: Incarnation;
  readonly reason: 'enrolled' | 'restored' | 'wiped';
  readonly opened_at: UnixMs;
  readonly is_live: Flag;
};

export type LogRow = {
  readonly incarnation_no: number;
  readonly seq: number;
  readonly id: EventId;
  readonly prev_hash: Hash;
  readonly hash: Hash;
  readonly at: UnixMs;
  readonly hlc: Hlc;
  readonly hq_floor: UnixMs;
  readonly terminal: TerminalId | null;
  readonly staff: StaffId | null;
  readonly type: string;
  readonly type_version: number;
  readonly postings: string;
  /** Canonical JSON. */
  readonly body: string;
  /** Whose event it is and its receipt number: taken from the body for look-up, not part of the chain. */
  readonly member_id: MemberId | null;
  readonly receipt_no: string | null;
};

export type EventPrivateRow = { readonly event_id: EventId; readonly salt: string; readonly sealed: string; readonly has_credential: Flag };
export type CommandRow = { readonly id: EventId; readonly fingerprint: string };
export type DispositionRow = {
  readonly incarnation_no: number;
  readonly seq: number;
  readonly disposition: Disposition;
  readonly code: string;
};

export type PeerRow = {
  readonly id: 1;
  readonly history_epoch: Incarnation | null;
  readonly past_epochs: string;
  readonly acked_seq: number;
  readonly acked_hash: Hash;
  readonly safe_seq: number;
  readonly feed_cursor: number;
  readonly hq_floor: UnixMs;
  readonly challenge: string | null;
  /** The latest stamp that HQ sent. */
  readonly hlc: Hlc;
  readonly clock_offset_ms: number;
  readonly last_exchange_at: UnixMs | null;
};

export type RightsTableRow = RightsCounters & { readonly member_id: MemberId; readonly vintage: Vintage; readonly is_grant_reported: Flag };
export type PastRightsRow = RightsCounters & { readonly incarnation_no: number; readonly member_id: MemberId; readonly vintage: Vintage };
export type PendingReturnRow = { readonly seq: number; readonly member_id: MemberId; readonly n: number };

export type OwnCounterRow = {
  readonly member_id: MemberId;
  readonly gained: number;
  readonly lost: number;
  readonly owed: number;
  readonly purchases: number;
  readonly spend_fen: number;
  readonly last_purchase_at: UnixMs | null;
};

export type StockRow = { readonly reward_id: RewardId; readonly on_hand: number; readonly consigned: number };

export type MemberRow = {
  readonly id: MemberId;
  readonly name: string;
  readonly initials: string;
  readonly is_full: Flag;
  /** Phone, ID number, address and birthday as one sealed JSON; null for a masked member. */
  readonly sealed: string | null;
  readonly phone_masked: string | null;
  readonly id_number_masked: string | null;
  readonly phone_index: string | null;
  readonly id_number_index: string | null;
  readonly is_active: Flag;
  readonly joined_at: UnixMs;
  readonly home_branch: BranchId;
  readonly hlc: Hlc;
};

export type MemberEditRow = { readonly member_id: MemberId; readonly field: string; readonly seq: number };
export type CardRow = {
  readonly card_number: CardNumber;
  readonly member_id: MemberId;
  readonly is_active: Flag;
  readonly seq: number | null;
};

export type MemberSummaryRow = {
  readonly member_id: MemberId;
  readonly points: Points;
  readonly debt: Points;
  readonly experience: Experience;
  readonly purchases: number;
  readonly spend_fen: Fen;
  readonly last_purchase_at: UnixMs | null;
  readonly own_rights: Points;
  readonly own_debt: Points;
  readonly own_experience: Experience;
  readonly own_purchases: number;
  readonly own_spend_fen: Fen;
  readonly as_of: UnixMs;
  /** JSON: where the points lie besides here. */
  readonly places: string;
};

export type LinkRow = { readonly member_id: MemberId; readonly into_id: MemberId };

export type ProductRow = {
  readonly id: ProductId;
  readonly barcode: string;
  readonly name: string;
  readonly initials: string;
  readonly price_fen: Fen;
  readonly category: string;
  readonly drug_class: DrugClass;
  readonly earns: Flag;
  readonly is_active: Flag;
};

export type RewardRow = {
  readonly id: RewardId;
  readonly name: string;
  readonly category: string;
  readonly drug_class: DrugClass;
  readonly points: Points;
  readonly cash_fen: Fen;
  readonly picture_url: string | null;
  readonly is_active: Flag;
};

export type RuleRow = { readonly version: number; readonly effective_from: UnixMs; readonly data: string };

export type BranchRow = {
  readonly id: BranchId;
  readonly name: string;
  readonly address: string;
  readonly contact: string;
  readonly opening_hours: string;
  readonly promotions: string;
  readonly utc_offset_minutes: number;
  readonly receipt_note: string;
  /** A `Logo` as JSON. */
  readonly logo: string | null;
};

export type StaffRow = {
  readonly id: StaffId;
  readonly name: string;
  readonly role: FeedData<'staff'>['role'];
  /** Of builds before 0150; null from the first start on. */
  readonly pin_hash_sealed: string | null;
  readonly is_active: Flag;
  readonly must_change_pin: Flag;
};

export type NoticeRow = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly published_at: UnixMs;
  readonly until: UnixMs | null;
};

export type FeedPendingRow = { readonly topic: string; readonly key: string; readonly gseq: number; readonly data: string | null };

export type SaleRow = {
  readonly id: EventId;
  readonly at: UnixMs;
  readonly business_date: BusinessDate;
  readonly member_id: MemberId | null;
  readonly is_unclaimed: Flag;
  readonly vintage: Vintage | null;
  readonly total_fen: Fen;
  readonly points: Points;
  /** The member's points as this till knew them; null without member. */
  readonly points_before: Points | null;
  readonly is_offline: Flag;
};

export type SaleLineRow = {
  readonly sale_id: EventId;
  readonly line: number;
  readonly line_fen: Fen;
  readonly eligible_fen: Fen;
  readonly points: Points;
  readonly refunded_fen: Fen;
};

/** The newest owner of a sale's refundable rest that this till knows of: itself, or whoever it gave it up to. */
export type ReceiptOwnerRow = {
  readonly sale_id: EventId;
  readonly transfer: number;
  readonly state: 'held' | 'released';
  /** Whether HQ was told that it is here. */
  readonly is_told: Flag;
  /** The life that took it over or gave it up. */
  readonly incarnation_no: number;
};

/** A sale of another branch that was passed on; basket and accrual are JSON. Its lines are kept as an own sale's. */
export type ForeignSaleRow = {
  readonly id: EventId;
  readonly branch: BranchId;
  readonly at: UnixMs;
  readonly business_date: BusinessDate;
  readonly receipt_no: string;
  readonly member_id: MemberId | null;
  readonly vintage: Vintage | null;
  readonly basket: string;
  readonly accrual: string | null;
};

export type SaleRefundRow = {
  readonly id: EventId;
  readonly sale_id: EventId;
  readonly business_date: BusinessDate;
  readonly amount_fen: Fen;
  readonly points_back: Points;
};

export type RedemptionRow = {
  readonly id: EventId;
  readonly at: UnixMs;
  readonly business_date: BusinessDate;
  readonly member_id: MemberId;
  readonly reward_id: RewardId;
  readonly quantity: number;
  readonly refunded_quantity: number;
  readonly points: Points;
  readonly cash_fen: Fen;
  readonly points_before: Points;
  readonly is_offline: Flag;
};

export type RedemptionRefundRow = {
  readonly id: EventId;
  readonly redemption_id: EventId;
  readonly business_date: BusinessDate;
  readonly quantity: number;
  readonly points: Points;
};

export type LifeTokenRow = { readonly id: 1; readonly present: string | null; readonly previous: string | null; readonly is_marked: Flag };

export type LifeRow = {
  readonly id: 1;
  readonly is_joined: Flag;
  readonly is_by_fork: Flag;
  readonly is_replaced: Flag;
  readonly is_draining: Flag;
  readonly is_closed: Flag;
  /** Requests of this life to HQ, each counted before it is sent, so that a copy from before one of them is known. */
  readonly requests: number;
  /** By this till's latest time; null before the first. */
  readonly last_applied_at: UnixMs | null;
};

/** A start of the program in which requests of the present life were sent, and the number of the first. */
export type RequestRunRow = { readonly run: string; readonly from_no: number };

/** Why a life ended, and how far HQ has its log. */
export type PastLifeRow = {
  readonly incarnation_no: number;
  readonly ended_at: UnixMs;
  readonly why: LifeEnd;
  readonly acked_seq: number;
  readonly acked_hash: Hash;
  readonly recovery: 'open' | 'done' | 'forked';
};
export type LifeEnd = 'token_missing' | 'token_unknown' | 'commits_missing' | 'contradicted_by_hq' | 'by_person';

export type SettingRow = { readonly key: string; readonly data: string };

/** An order to be picked up here: HQ's last word, and what this till did since. */
export type OrderRow = {
  readonly id: EventId;
  readonly member_id: MemberId;
  readonly reward_id: RewardId;
  readonly reward_name: string;
  readonly quantity: number;
  readonly points: number;
  readonly cash_fen: number;
  /** JSON. */
  readonly slices: string;
  readonly hq_state: OrderState;
  readonly is_cancel_wanted: Flag;
  readonly own_state: 'none' | 'readied' | 'released' | 'fulfilled';
  readonly created_at: UnixMs;
};

export type BranchSchema = PrintSchema &
  SignInSchema & {
    readonly enrolment: EnrolmentRow;
    readonly incarnation: IncarnationRow;
    readonly log: LogRow;
    readonly event_private: EventPrivateRow;
    readonly command: CommandRow;
    readonly disposition: DispositionRow;
    readonly peer: PeerRow;
    readonly lifecycle: { readonly id: 1; readonly is_open: Flag };
    readonly receipt_counter: { readonly business_date: BusinessDate; readonly last_no: number };
    readonly rights: RightsTableRow;
    readonly past_rights: PastRightsRow;
    readonly pending_return: PendingReturnRow;
    readonly own_counter: OwnCounterRow;
    readonly stock: StockRow;
    readonly member: MemberRow;
    readonly member_edit: MemberEditRow;
    readonly card: CardRow;
    readonly member_summary: MemberSummaryRow;
    readonly link: LinkRow;
    readonly product: ProductRow;
    readonly reward: RewardRow;
    readonly rule: RuleRow;
    readonly branch: BranchRow;
    readonly staff: StaffRow;
    readonly notice: NoticeRow;
    readonly feed_pending: FeedPendingRow;
    readonly resync: { readonly id: 1; readonly is_running: Flag };
    readonly feed_mark: { readonly topic: string; readonly key: string };
    readonly sale: SaleRow;
    readonly sale_line: SaleLineRow;
    readonly sale_refund: SaleRefundRow;
    readonly receipt_owner: ReceiptOwnerRow;
    readonly foreign_sale: ForeignSaleRow;
    readonly foreign_sale_line: SaleLineRow;
    readonly redemption: RedemptionRow;
    readonly redemption_refund: RedemptionRefundRow;
    readonly life_token: LifeTokenRow;
    readonly request_run: RequestRunRow;
    readonly life: LifeRow;
    readonly past_life: PastLifeRow;
    readonly setting: SettingRow;
    readonly pickup_order: OrderRow;
    readonly shift: ShiftRow;
    readonly z_boundary: ZBoundaryRow;
    readonly offline_fact: OfflineFactRow;
  };

export function flagOf(claim: boolean): Flag {
  return claim ? 1 : 0;
}
