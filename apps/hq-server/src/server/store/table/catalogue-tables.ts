import type { BranchId, DrugClass, ProductId, RewardId, StaffId, TerminalId, UnixMs } from '@jifen/core';
import type { Hlc } from '@jifen/sync';
import type { Generated } from 'kysely';

export type BranchTable = {
  branch_id: BranchId;
  name: string;
  address: string;
  contact: string;
  opening_hours: string;
  promotions: string;
  utc_offset_minutes: number;
  /** At the foot of receipts. */
  receipt_note: Generated<string>;
  /** At the head of receipts: a `Logo` as JSON. */
  logo: string | null;
  created_at: UnixMs;
};

export type ProductTable = {
  product_id: ProductId;
  barcode: string;
  name: string;
  price_fen: number;
  category: string;
  drug_class: DrugClass;
  earns: number;
  is_active: number;
};

export type RewardTable = {
  reward_id: RewardId;
  name: string;
  category: string;
  drug_class: DrugClass;
  points: number;
  cash_fen: number;
  picture_url: string | null;
  is_active: number;
};

/** A published version is never changed. `ladder`, `campaigns` and `excluded_tenders` are JSON. */
export type RuleTable = {
  version: number;
  effective_from: UnixMs;
  ladder: string;
  campaigns: string;
  excluded_tenders: string;
  expiry_months: number | null;
  published_at: UnixMs;
};

export type StaffTable = {
  staff_id: StaffId;
  /** Null: HQ's own staff. */
  branch_id: BranchId | null;
  account: string;
  name: string;
  role: 'cashier' | 'branch_manager' | 'hq_admin';
  password_hash: string | null;
  pin_hash: string | null;
  /** The PIN serves once, to choose another. */
  must_change_pin: Generated<number>;
  /** When it was set, by the clock of its setter; null: before PINs could be set at a till. */
  pin_hlc: Hlc | null;
  is_active: number;
};

export type TerminalTable = {
  terminal_id: TerminalId;
  branch_id: BranchId;
  name: string;
  public_key: string;
  state: 'active' | 'revoked';
  app: string;
  enrolled_at: UnixMs;
  last_seen_at: UnixMs | null;
  revoked_at: UnixMs | null;
};
