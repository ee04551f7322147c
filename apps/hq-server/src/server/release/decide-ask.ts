import type { BranchId } from '@jifen/core';
import type { IncarnationState, Writer } from '@jifen/sync';
import type { ReceiptAskTable, ReceiptOwnerTable } from '../store/table/receipt-tables.ts';
import type { SaleTable } from '../store/table/trade-tables.ts';
import { holderOf, MAX_TRANSFER } from './receipt-owner.ts';

/** The life that stands for the branch that holds a receipt; `isComplete`: HQ has its log to the end. */
export type HolderLife = { readonly state: IncarnationState; readonly isComplete: boolean };

export type AskFacts = {
  readonly asker: Writer;
  /** `never`: this till gets nothing more. `later`: HQ was restored and does not yet know what it passed on. */
  readonly mayGrant: 'now' | 'later' | 'never';
  readonly sale: Pick<SaleTable, 'branch_id' | 'member_id'>;
  readonly present: ReceiptOwnerTable | null;
  /** Null: the branch never spoke. */
  readonly holderLife: HolderLife | null;
  /** The first who asked and still does. */
  readonly firstAsk: Pick<ReceiptAskTable, 'branch_id' | 'incarnation'> | null;
};

export type AskDecision =
  /** The rest is HQ's to pass on, as owner number `transfer`. */
  | { readonly kind: 'grant'; readonly transfer: number }
  /** It is the asker's already; the receipt is sent once more. */
  | { readonly kind: 'resend' }
  | { readonly kind: 'ask'; readonly holder: BranchId }
  /** Nothing to be done now; asking again later may help. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'unreleasable' };

const SPEAKING: readonly IncarnationState[] = ['active', 'draining', 'frozen'];

/**
 * What becomes of a till's wish for the refundable rest of a sale.
 *
 *   whose it is               what HQ does
 *   HQ's                      passes it on: to the first who asked
 *   the asker's, this life    sends it again
 *   the asker's, other life   passes it on anew: the living life owns what its branch owned
 *   another living till's     asks that till; only its own event moves the rest
 *   a closed branch's         passes it on, since its log is whole
 *   a lost till's             nobody can give it up until a person decides: a refund may be missing
 */
export function decideAsk(facts: AskFacts): AskDecision {
  const { asker, mayGrant, sale, present, holderLife, firstAsk } = facts;
  const next = (present?.transfer ?? 0) + 1;
  if (mayGrant === 'never' || sale.member_id === null || next > MAX_TRANSFER) return { kind: 'unreleasable' };
  const holder = holderOf(present, sale);
  if (holder === asker.branch && present?.incarnation === asker.incarnation) return { kind: 'resend' };
  if (mayGrant === 'later') return { kind: 'wait' };
  if (holder === asker.branch) return { kind: 'grant', transfer: next };
  if (holder !== null && holderLife !== null && SPEAKING.includes(holderLife.state)) return { kind: 'ask', holder };
  if (holder !== null && !(holderLife?.state === 'closed' && holderLife.isComplete)) return { kind: 'unreleasable' };
  const isFirst = firstAsk === null || firstAsk.incarnation === asker.incarnation;
  return isFirst ? { kind: 'grant', transfer: next } : { kind: 'wait' };
}
