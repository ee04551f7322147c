import type { BasisPoints } from '../money.ts';
import type { UnixMs } from '../time.ts';
import type { TenderMethod } from '../sale/sale.ts';
import type { TierLadder } from './tier.ts';

/** A multiplier on the tier's rate for one category, or for all (`category: null`). The best matching one counts. */
export type Campaign = { readonly name: string; readonly category: string | null; readonly rateBp: BasisPoints };

/** One immutable version of everything that decides how points come and go. Versions count up from 1. */
export type Rule = {
  readonly version: number;
  readonly effectiveFrom: UnixMs;
  readonly ladder: TierLadder;
  readonly campaigns: readonly Campaign[];
  /** Tenders whose part of a sale earns nothing. Medical insurance always belongs to them. */
  readonly excludedTenders: readonly TenderMethod[];
  /** Points expire at the end of the month that lies this many months after they were earned; `null`: never. */
  readonly expiryMonths: number | null;
};
