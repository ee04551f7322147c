import type { DrugClass, TenderMethod } from '@jifen/core';

/** What the till's backend answers, as JSON. Times are epoch ms, money is fen. */
export type TillState =
  | { readonly enrolled: false }
  | {
      readonly enrolled: true;
      readonly branch: { readonly id: string; readonly name: string };
      readonly terminal: { readonly id: string; readonly name: string };
      readonly app: string;
      readonly demo: boolean;
    };
export type EnrolledTill = Extract<TillState, { readonly enrolled: true }>;

export type Items<T> = { readonly items: readonly T[] };
export type Page<T> = Items<T> & { readonly nextCursor: string | null };

export type Staff = { readonly id: string; readonly name: string; readonly role: string };
export type Session = { readonly token: string; readonly staff: Staff };

export type MemberItem = {
  readonly id: string;
  readonly name: string;
  readonly phoneMasked: string | null;
  readonly cards: readonly string[];
  readonly tier: { readonly id: string; readonly name: string };
  readonly isActive: boolean;
};

export type MemberDetail = MemberItem & {
  readonly isFull: boolean;
  readonly idNumberMasked: string | null;
  readonly joinedAt: number;
  readonly homeBranch: string;
  readonly tier: { readonly id: string; readonly name: string; readonly rateBp: number };
  readonly nextTier: { readonly id: string; readonly name: string; readonly fromExperience: number } | null;
  readonly experience: number;
  readonly points: number;
  readonly debt: number;
  readonly usableHere: number;
  readonly elsewhere: number;
  readonly asOf: number | null;
  readonly purchases: number;
  readonly totalSpendFen: number;
  readonly lastPurchaseAt: number | null;
};

export type Product = {
  readonly id: string;
  readonly barcode: string;
  readonly name: string;
  readonly priceFen: number;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly earns: boolean;
};

export type Reward = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly points: number;
  readonly cashFen: number;
  readonly pictureUrl: string | null;
  readonly stock: { readonly onHand: number };
};

export type Tender = { readonly method: TenderMethod; readonly amountFen: number };
export type LineRequest =
  | { readonly kind: 'product'; readonly productId: string; readonly quantity: number }
  | { readonly kind: 'amount'; readonly amountFen: number; readonly earns: boolean };
export type Alias = { readonly kind: 'card'; readonly cardNumber: string } | { readonly kind: 'phone'; readonly phone: string };

export type SoldLine = { readonly lineFen: number; readonly refundedFen: number; readonly earns: boolean } & (
  | { readonly kind: 'product'; readonly name: string; readonly quantity: number; readonly unitPriceFen: number }
  | { readonly kind: 'amount' }
);

export type Accrual = {
  readonly ruleVersion: number;
  readonly tierId: string;
  readonly tierBp: number;
  readonly lines: readonly { readonly eligibleFen: number; readonly rateBp: number; readonly points: number }[];
  readonly points: number;
  readonly experience: number;
};

export type Quote = { readonly totalFen: number; readonly accrual: Accrual | null };

export type Receipt = {
  readonly saleId: string;
  readonly receiptNo: string;
  readonly at: number;
  readonly businessDate: string;
  readonly lines: readonly SoldLine[];
  readonly tenders: readonly Tender[];
  readonly totalFen: number;
  readonly refundedFen: number;
  readonly accrual: Accrual | null;
  readonly member: { readonly before: number; readonly earned: number; readonly after: number } | null;
  readonly isUnclaimed: boolean;
  readonly isOffline: boolean;
};

export type RedemptionReceipt = {
  readonly redemptionId: string;
  readonly receiptNo: string;
  readonly at: number;
  readonly businessDate: string;
  readonly rewardName: string;
  readonly quantity: number;
  readonly refundedQuantity: number;
  readonly points: number;
  readonly cashFen: number;
  readonly member: { readonly before: number; readonly spent: number; readonly after: number };
};

export type RefundReason = 'customer' | 'quality' | 'mistake' | 'other';

export type JournalState = 'pending' | 'acked' | 'deferred' | 'exception';
export type JournalItem = {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly type: string;
  readonly staff: string | null;
  readonly memberName: string | null;
  readonly summary: string;
  readonly amountFen: number | null;
  readonly points: number | null;
  readonly state: JournalState;
  readonly code: string | null;
};

export type Today = {
  readonly businessDate: string;
  readonly sales: { readonly count: number; readonly amountFen: number };
  readonly refunds: { readonly count: number; readonly amountFen: number };
  readonly redemptions: { readonly count: number };
  readonly pointsIssued: number;
  readonly pointsRedeemed: number;
  readonly newMembers: number;
  readonly byHour: readonly { readonly hour: number; readonly count: number; readonly amountFen: number }[];
};

export type SyncState = 'unknown' | 'online' | 'hq_unreachable' | 'refused' | 'line_cut' | 'syncing' | 'error';
export type SyncStatus = {
  readonly state: SyncState;
  readonly pending: number;
  readonly oldestPendingAt: number | null;
  readonly lastExchangeAt: number | null;
  readonly headSeq: number;
  readonly ackedSeq: number;
  readonly problems: readonly { readonly seq: number; readonly code: string }[];
  readonly lineCut: boolean;
};
