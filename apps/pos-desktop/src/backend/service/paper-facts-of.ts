import { addFen, type EventId, fen, type Fen, type MemberId, type SaleLine } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import type { EventFacts, PaperLineFacts, PaperMember, PaperReason } from '../../paper/paper-facts.ts';
import { listCards } from '../store/card.ts';
import { linkedIdsOf, rootOf } from '../store/link.ts';
import { findFact } from '../store/log.ts';
import { findMember } from '../store/member.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { type Anchor, findPaperFact } from '../store/paper-fact.ts';
import { findRuleByVersion } from '../store/reference.ts';
import { maskAnyName } from './member-profile.ts';
import { readFact } from './read-fact.ts';
import { findRedemptionReceipt, getRedemptionReceipt, getRedemptionRefundReceipt } from './redemption-receipt.ts';
import { findSaleReceipt, getRefundReceipt, getSaleReceipt, type SaleReceipt } from './sale-receipt.ts';
import { personOf } from './shift.ts';
import type { Till } from './till.ts';

const CARD_DIGITS = 4;

type Asked = { readonly id: EventId; readonly anchor: Anchor };

/** What the paper of an event tells; null when it has none. */
export function findPaperFacts(db: BranchDb, till: Till, { id, anchor }: Asked): EventFacts | null {
  switch (anchor.type) {
    case 'sale_recorded':
      return saleFacts(db, till, id);
    case 'sale_refunded':
      return refundFacts(db, till, { id, anchor });
    case 'reward_redeemed':
      return redemptionFacts(db, till, id);
    case 'redemption_refunded':
      return redemptionRefundFacts(db, till, { id, anchor });
    case 'order_fulfilled':
      return orderFacts(db, till, { id, anchor });
    case 'shift_closed':
      return zFacts(db, till, { id, anchor });
  }
  return null;
}

function saleFacts(db: BranchDb, till: Till, id: EventId): EventFacts {
  const { lines, totalFen, tenders, member, accrual } = getSaleReceipt(db, till, id);
  const points = accrual?.points ?? 0;
  const known = member === null ? null : memberOf(db, member.id, { before: member.before, change: member.earned, after: member.after });
  return {
    kind: 'sale',
    lines: lines.map((line) => lineFactsOf(line, line.lineFen)),
    totalFen,
    tenders,
    cashReceivedFen: findPaperFact(db, id)?.cash_received_fen ?? null,
    member: known ?? unclaimedOf(db, till, { id, points }),
    reason: accrual === null ? null : reasonOf(db, accrual),
  };
}

function refundFacts(db: BranchDb, till: Till, { id, anchor }: Asked): EventFacts {
  const refund = getRefundReceipt(db, till, id);
  const sale = findSaleReceipt(db, till, refund.saleId);
  const before = findPaperFact(db, id)?.points_before ?? null;
  const { isVoid, amountFen, tenders, pointsBack, debt } = refund;
  const after = before === null ? null : Math.max(0, before - (pointsBack - debt));
  return {
    kind: isVoid ? 'void' : 'refund',
    ofNumber: sale?.receiptNo ?? refund.saleId,
    lines: refund.lines.map(({ line, amountFen: backFen }) => refundedLineOf(sale, line, backFen)),
    amountFen,
    tenders,
    member: anchor.member_id === null ? null : memberOf(db, anchor.member_id, { before, change: 0 - pointsBack, debt, after }),
  };
}

function redemptionFacts(db: BranchDb, till: Till, id: EventId): EventFacts {
  const { rewardName, quantity, points, cashFen, tenders, member } = getRedemptionReceipt(db, till, id);
  const { before, spent, after } = member;
  return {
    kind: 'redemption',
    ofNumber: null,
    reward: rewardName,
    quantity,
    points,
    cashFen,
    tenders,
    member: memberOf(db, member.id, { before, change: 0 - spent, after }),
  };
}

function redemptionRefundFacts(db: BranchDb, till: Till, { id, anchor }: Asked): EventFacts {
  const { redemptionId, isVoid, quantity, points, tenders } = getRedemptionRefundReceipt(db, till, id);
  const redemption = findRedemptionReceipt(db, till, redemptionId);
  const before = findPaperFact(db, id)?.points_before ?? null;
  const after = before === null ? null : before + points;
  return {
    kind: isVoid ? 'redemption_void' : 'redemption_refund',
    ofNumber: redemption?.receiptNo ?? redemptionId,
    reward: redemption?.rewardName ?? '',
    quantity,
    points,
    cashFen: addFen(fen(0), ...tenders.map(({ amountFen }) => amountFen)),
    tenders,
    member: anchor.member_id === null ? null : memberOf(db, anchor.member_id, { before, change: points, after }),
  };
}

/** The points of an order were spent at HQ when it was made. */
function orderFacts(db: BranchDb, till: Till, { id, anchor }: Asked): EventFacts {
  const { body } = readFact(db, till, { id, type: 'order_fulfilled' });
  const { rewardName, quantity, points, cashFen, tenders } = body;
  const member = anchor.member_id === null ? null : memberOf(db, anchor.member_id, { before: null, change: 0 - points, after: null });
  return { kind: 'order', ofNumber: null, reward: rewardName, quantity, points, cashFen, tenders, member };
}

function zFacts(db: BranchDb, till: Till, { id, anchor }: Asked): EventFacts {
  const { body } = readFact(db, till, { id, type: 'shift_closed' });
  return { ...body, kind: 'shift_z', at: anchor.at, by: anchor.staffName, openedBy: personOf(db, body.openedBy)?.name ?? null };
}

function lineFactsOf(line: SaleLine, amountFen: Fen): PaperLineFacts {
  if (line.kind === 'amount') return { name: null, count: null, amountFen };
  return { name: line.name, count: { quantity: line.quantity, unitPriceFen: line.unitPriceFen }, amountFen };
}

/** A part of a line has no quantity: money comes back. */
function refundedLineOf(sale: SaleReceipt | null, line: number, amountFen: Fen): PaperLineFacts {
  const sold = sale?.lines[line];
  return { name: sold?.kind === 'product' ? sold.name : null, count: null, amountFen };
}

type Points = Pick<PaperMember, 'before' | 'change' | 'after'> & { readonly debt?: number };

function memberOf(db: BranchDb, id: MemberId, { before, change, debt = 0, after }: Points): PaperMember {
  const root = rootOf(db, id);
  const row = findMember(db, root);
  const card = listCards(db, linkedIdsOf(db, root)).findLast(({ is_active: isActive }) => isActive === 1);
  return {
    name: row === null ? null : maskAnyName(row),
    card: card?.card_number.slice(-CARD_DIGITS) ?? null,
    isUnclaimed: false,
    before,
    change,
    debt,
    after,
  };
}

/** Of a card or a phone that the till did not know when it sold; null when nobody was named. */
function unclaimedOf(db: BranchDb, till: Till, { id, points }: { readonly id: EventId; readonly points: number }): PaperMember | null {
  const { body } = readFact(db, till, { id, type: 'sale_recorded' });
  if (body.alias === null) return null;
  const shown = body.alias.kind === 'card' ? body.alias.cardNumber : phoneOf(db, till, id);
  const card = shown?.slice(-CARD_DIGITS) ?? null;
  return { name: null, card, isUnclaimed: true, before: null, change: points, debt: 0, after: null };
}

/** Beside the chain, and gone when it was erased. */
function phoneOf(db: BranchDb, { log }: Till, id: EventId): string | null {
  const phone = findFact(db, log.cipher, id)?.personal?.['phone'];
  return typeof phone === 'string' ? phone : null;
}

function reasonOf(db: BranchDb, accrual: NonNullable<BranchBody<'sale_recorded'>['accrual']>): PaperReason {
  const earning = accrual.lines.filter(({ eligibleFen }) => eligibleFen > 0);
  const rates = [...new Set(earning.map(({ rateBp }) => rateBp))].toSorted((a, b) => a - b);
  const ladder = findRuleByVersion(db, accrual.ruleVersion)?.ladder ?? [];
  return {
    tier: ladder.find(({ id }) => id === accrual.tierId)?.name ?? accrual.tierId,
    ruleVersion: accrual.ruleVersion,
    eligibleFen: addFen(fen(0), ...earning.map(({ eligibleFen }) => eligibleFen)),
    rateBps: rates.length === 0 ? [accrual.tierBp] : rates,
  };
}
