import {
  type Accrual,
  accrue,
  type Basket,
  type BasketProblem,
  type BusinessDate,
  businessDateOf,
  checkBasket,
  err,
  type EventId,
  fen,
  type Fen,
  type MemberId,
  ok,
  points,
  type Result,
  type Rule,
  type Tender,
  totalFenOf,
  type UnixMs,
  type Vintage,
  vintageOf,
  ZERO_EXPERIENCE,
} from '@jifen/core';
import { type BranchBody, memberAccount, plainAccount, type Posting, unclaimedAccount, vintageAccount, type Writer } from '@jifen/sync';
import { stepOwnCounter } from '../store/own-counter.ts';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { insertPaperFact } from '../store/paper-fact.ts';
import { getPeerRow } from '../store/peer.ts';
import { takeReceiptNo } from '../store/receipt-number.ts';
import { findRuleAt } from '../store/reference.ts';
import { insertSale } from '../store/sale.ts';
import { flagOf, type SaleRow } from '../store/schema.ts';
import { appendEvent } from './append-event.ts';
import { type LineInput, type LineProblem, readBasket, readLines } from './basket.ts';
import { type Alias, type Buyer, type BuyerProblem, readBuyer } from './buyer.ts';
import { type IdTaken, runCommand } from './run-command.ts';
import { getSaleReceipt, type SaleReceipt, saleReceiptOf } from './sale-receipt.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Actor, Till } from './till.ts';

export type SaleInput = {
  readonly id: EventId;
  readonly memberId: MemberId | null;
  readonly alias: Alias | null;
  readonly lines: readonly LineInput[];
  readonly tenders: readonly Tender[];
  /** Cash as it was handed over: the paper says what came back. */
  readonly cashReceivedFen?: Fen;
};

export type SaleProblem = BuyerProblem | LineProblem | BasketProblem | { readonly code: 'rules_missing' };

/** A sale that was decided: what the receipt says before it has a number. */
type DecidedSale = {
  readonly buyer: Buyer;
  readonly basket: Basket;
  readonly accrual: Accrual | null;
  readonly vintage: Vintage | null;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
  readonly cashReceivedFen: Fen | null;
};

/** Records what was bought and how it was paid, with the points it earns now. Works with the line cut. */
export function recordSale(till: Till, actor: Actor, input: SaleInput): Result<SaleReceipt, SaleProblem | IdTaken> {
  const command = { id: input.id, kind: 'sale', input, topics: ['sale', 'member'] } as const;
  const done = runCommand(till, command, (trx) => {
    const sale = decideSale(trx, till, input);
    return sale.ok ? ok(writeSale({ trx, till, actor }, input.id, sale.value)) : sale;
  });
  return done.ok ? ok(done.value ?? getSaleReceipt(till.store, till, input.id)) : done;
}

export type QuoteInput = Pick<SaleInput, 'memberId' | 'lines' | 'tenders'>;
export type Quote = { readonly totalFen: number; readonly accrual: Accrual | null };

/** What the basket costs and would earn now. Nothing is written. */
export function quoteSale(till: Till, { memberId, lines, tenders }: QuoteInput): Result<Quote, SaleProblem> {
  const db = till.store;
  const buyer = readBuyer(db, till, { memberId, alias: null });
  if (!buyer.ok) return buyer;
  const read = readLines(db, lines);
  if (!read.ok) return read;
  const basket = { lines: read.value, tenders };
  const checked = checkBasket({ lines: read.value, tenders: [] });
  if (!checked.ok && checked.error.code !== 'tenders_do_not_cover_total') return checked;
  const rule = findRuleAt(db, till.clock());
  if (buyer.value.kind === 'nobody') return ok({ totalFen: totalFenOf(basket), accrual: null });
  if (rule === null) return err({ code: 'rules_missing' });
  return ok({ totalFen: totalFenOf(basket), accrual: accrualOf(buyer.value, basket, rule) });
}

function decideSale(db: BranchDb, till: Till, input: SaleInput): Result<DecidedSale, SaleProblem> {
  const buyer = readBuyer(db, till, input);
  if (!buyer.ok) return buyer;
  const basket = readBasket(db, input);
  if (!basket.ok) return basket;
  const at = till.clock();
  const utcOffsetMinutes = utcOffsetMinutesOf(db, till);
  const businessDate = businessDateOf(at, utcOffsetMinutes);
  const sale = { buyer: buyer.value, basket: basket.value, at, businessDate, cashReceivedFen: input.cashReceivedFen ?? null };
  if (sale.buyer.kind === 'nobody') return ok({ ...sale, accrual: null, vintage: null });
  const rule = findRuleAt(db, at);
  if (rule === null) return err({ code: 'rules_missing' });
  const vintage = vintageOf({ at, hqFloor: getPeerRow(db).hq_floor, expiryMonths: rule.expiryMonths, utcOffsetMinutes });
  return ok({ ...sale, accrual: accrualOf(sale.buyer, sale.basket, rule), vintage });
}

function accrualOf(buyer: Buyer, basket: Basket, rule: Rule): Accrual {
  return accrue({ basket, rule, experienceBefore: buyer.kind === 'member' ? buyer.standing.experience : ZERO_EXPERIENCE });
}

type Writing = { readonly trx: BranchTrx; readonly till: Till; readonly actor: Actor };

function writeSale({ trx, till, actor }: Writing, id: EventId, sale: DecidedSale): SaleReceipt {
  const { buyer, at, businessDate, cashReceivedFen } = sale;
  const body = bodyOf(sale, takeReceiptNo(trx, till.log.writer.incarnation, businessDate));
  const row = saleRowOf(till, id, sale);
  appendEvent(trx, till, {
    id,
    type: 'sale_recorded',
    body,
    postings: postingsOf(till.log.writer, id, sale),
    personal: buyer.kind === 'unclaimed' && buyer.alias.kind === 'phone' ? { phone: buyer.alias.phone } : null,
    memberId: row.member_id,
    actor,
    at,
  });
  if (row.member_id !== null) stepOwnCounter(trx, row.member_id, { purchases: 1, spend_fen: row.total_fen, last_purchase_at: at });
  insertSale(trx, row, saleLinesOf(id, sale));
  if (cashReceivedFen !== null && cashReceivedFen > 0)
    insertPaperFact(trx, { event_id: id, points_before: null, cash_received_fen: cashReceivedFen });
  return saleReceiptOf({ row, body, refundedFens: sale.basket.lines.map(() => fen(0)), refunds: [] });
}

function saleRowOf(till: Till, id: EventId, { buyer, basket, accrual, vintage, at, businessDate }: DecidedSale): SaleRow {
  return {
    id,
    at,
    business_date: businessDate,
    member_id: buyer.kind === 'member' ? buyer.standing.member.id : null,
    is_unclaimed: flagOf(buyer.kind === 'unclaimed'),
    vintage,
    total_fen: totalFenOf(basket),
    points: accrual?.points ?? points(0),
    points_before: buyer.kind === 'member' ? buyer.standing.points : null,
    is_offline: flagOf(!till.line.isUp()),
  };
}

function saleLinesOf(id: EventId, { basket, accrual }: DecidedSale) {
  return basket.lines.map((line, i) => ({
    sale_id: id,
    line: i,
    line_fen: line.lineFen,
    eligible_fen: accrual?.lines[i]?.eligibleFen ?? fen(0),
    points: accrual?.lines[i]?.points ?? points(0),
    refunded_fen: fen(0),
  }));
}

function bodyOf({ buyer, businessDate, basket, accrual, vintage }: DecidedSale, receiptNo: string): BranchBody<'sale_recorded'> {
  return {
    memberId: buyer.kind === 'member' ? buyer.standing.member.id : null,
    alias: buyer.kind === 'unclaimed' ? aliasBodyOf(buyer.alias) : null,
    businessDate,
    receiptNo,
    basket,
    accrual: accrual === null ? null : { ...accrual, lines: [...accrual.lines] },
    vintage,
  };
}

/** A phone number is personal and travels beside the body. */
function aliasBodyOf(alias: Alias): BranchBody<'sale_recorded'>['alias'] {
  return alias.kind === 'card' ? { kind: 'card', cardNumber: alias.cardNumber } : { kind: 'phone' };
}

function postingsOf(writer: Writer, id: EventId, { buyer, accrual, vintage }: DecidedSale): Posting[] {
  if (accrual === null || vintage === null || buyer.kind === 'nobody') return [];
  const debit = plainAccount('issued', writer);
  const unclaimed = unclaimedAccount({ event: id, vintage }, writer);
  const member = buyer.kind === 'member' ? buyer.standing.member.id : null;
  const rights = member === null ? unclaimed : vintageAccount('rights', { member, vintage }, writer);
  const earned = member === null ? unclaimed : memberAccount('experience', member, writer);
  const all: Posting[] = [
    { unit: 'pt', debit, credit: rights, n: accrual.points },
    { unit: 'xp', debit, credit: earned, n: accrual.experience },
  ];
  return all.filter(({ n }) => n > 0);
}
