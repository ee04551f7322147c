import type { BranchId, Fen, Tender, TenderMethod, UnixMs } from '@jifen/core';
import type { PaperColumns, PaperLanguage, Picture } from './paper.ts';

/** The shop's head and foot, and how its papers look. */
export type PaperShop = {
  readonly branch: BranchId;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  /** At the foot of every receipt. */
  readonly note: string;
  readonly logo: Picture | null;
  readonly utcOffsetMinutes: number;
  readonly columns: PaperColumns;
  readonly language: PaperLanguage;
};

/** What every paper of an event says about it. */
export type PaperOrigin = {
  readonly eventId: string;
  readonly number: string;
  readonly at: UnixMs;
  readonly cashier: string | null;
  readonly terminal: string;
  readonly seq: number;
  readonly hash: string;
  /** Written with the line cut: HQ has still to confirm it. */
  readonly isOffline: boolean;
  /** Printed once more: for which time, and when. Null: the first paper. */
  readonly copy: { readonly no: number; readonly at: UnixMs } | null;
  /** An earlier try may have come out of the printer. */
  readonly mayBeCopy: boolean;
};

/** Whose paper it is, masked, and their points as this till knew them. */
export type PaperMember = {
  readonly name: string | null;
  /** The last digits of card or phone. */
  readonly card: string | null;
  /** Nobody known yet: HQ attaches the points later. */
  readonly isUnclaimed: boolean;
  readonly before: number | null;
  readonly change: number;
  /** What the member owes because of this paper. */
  readonly debt: number;
  readonly after: number | null;
};

export type PaperLineFacts = {
  /** Null: a plain amount. */
  readonly name: string | null;
  readonly count: { readonly quantity: number; readonly unitPriceFen: Fen } | null;
  readonly amountFen: Fen;
};

/** How a sale's points came about. */
export type PaperReason = {
  readonly tier: string;
  readonly ruleVersion: number;
  readonly eligibleFen: Fen;
  /** Each rate that a line had, once. */
  readonly rateBps: readonly number[];
};

export type SaleFacts = {
  readonly kind: 'sale';
  readonly lines: readonly PaperLineFacts[];
  readonly totalFen: Fen;
  readonly tenders: readonly Tender[];
  /** Cash as it was handed over, when the cashier entered it. */
  readonly cashReceivedFen: Fen | null;
  readonly member: PaperMember | null;
  readonly reason: PaperReason | null;
};

export type RefundFacts = {
  readonly kind: 'refund' | 'void';
  readonly ofNumber: string;
  readonly lines: readonly PaperLineFacts[];
  readonly amountFen: Fen;
  readonly tenders: readonly Tender[];
  readonly member: PaperMember | null;
};

/** Goods for points: handed over, taken back, or an order that was collected. */
export type RewardFacts = {
  readonly kind: 'redemption' | 'redemption_refund' | 'redemption_void' | 'order';
  readonly ofNumber: string | null;
  readonly reward: string;
  readonly quantity: number;
  readonly points: number;
  readonly cashFen: Fen;
  readonly tenders: readonly Tender[];
  readonly member: PaperMember | null;
};

/** A shift in figures. Null: not to be told before the drawer is counted. */
export type ShiftFacts = {
  readonly shiftNo: string;
  readonly businessDate: string;
  readonly openedAt: UnixMs;
  readonly openedBy: string | null;
  /** When the report was made, and who made it. */
  readonly at: UnixMs;
  readonly by: string | null;
  readonly cash: {
    readonly floatFen: number | null;
    readonly salesFen: number | null;
    readonly refundsFen: number | null;
    readonly paidInFen: number | null;
    readonly paidOutFen: number | null;
    readonly expectedFen: number | null;
  };
  readonly tenders: readonly { readonly method: TenderMethod; readonly salesFen: number | null; readonly refundsFen: number | null }[];
  readonly counts: Readonly<
    Record<
      'sales' | 'refunds' | 'voids' | 'redemptions' | 'redemptionRefunds' | 'offline' | 'drawerOpenings' | 'reprints' | 'overrides',
      number
    >
  >;
  readonly points: Readonly<Record<'issued' | 'redeemed' | 'takenBack' | 'restored', number>>;
};

export type ZFacts = ShiftFacts & {
  readonly kind: 'shift_z';
  readonly countedFen: number;
  readonly differenceFen: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastHash: string;
};
export type XFacts = ShiftFacts & { readonly kind: 'shift_x' };

/** What an event's paper tells. */
export type EventFacts = SaleFacts | RefundFacts | RewardFacts | ZFacts;
export type PaperKind = EventFacts['kind'] | 'shift_x' | 'test';
