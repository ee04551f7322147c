import { fen, formatYuan, parseYuan, type TenderMethod } from '@jifen/core';
import type { ErrorAnswer } from '@jifen/ui';
import type { Tender } from '../api/model.ts';
import type { Payment } from './payment.ts';

export type PaymentReading = {
  readonly tenders: readonly Tender[];
  /** What the one method without an amount pays. */
  readonly restFen: number;
  /** Cash given beyond the bill; null while no cash was counted or it does not suffice. */
  readonly changeFen: number | null;
  readonly problem: ErrorAnswer | null;
};

/** Turns what was typed into tenders that cover the total, or names what is wrong. */
export function readPayment(payment: Payment, totalFen: number): PaymentReading {
  const parts: { method: TenderMethod; amountFen: number }[] = [];
  for (const { method, amount } of payment.parts) {
    const parsed = parseYuan(amount.trim() === '' ? '0' : amount);
    if (!parsed.ok) return { tenders: [], restFen: totalFen, changeFen: null, problem: parsed.error };
    if (parsed.value > 0) parts.push({ method, amountFen: parsed.value });
  }
  const partsFen = parts.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const restFen = totalFen - partsFen;
  if (restFen < 0) return { tenders: [], restFen: 0, changeFen: null, problem: { code: 'tenders_exceed_total', excessFen: -restFen } };
  const tenders = restFen > 0 ? [...parts, { method: payment.rest, amountFen: restFen }] : parts;
  return { tenders, restFen, ...readCash(payment, restFen) };
}

/** The notes that a customer is likely to hand over for this amount, without the exact one. */
export function likelyCashOf(restFen: number): readonly number[] {
  const steps = [1_000, 2_000, 5_000, 10_000];
  const rounded = steps.map((step) => Math.ceil(restFen / step) * step);
  return [...new Set(rounded)].filter((amountFen) => amountFen > restFen).slice(0, 3);
}

/** An amount as a cashier would type it: `100`, `12.5`. */
export function typedYuanOf(amountFen: number): string {
  return formatYuan(fen(amountFen)).replaceAll(',', '').replace(/\.00$/, '');
}

function readCash({ rest, received }: Payment, restFen: number): Pick<PaymentReading, 'changeFen' | 'problem'> {
  if (rest !== 'cash' || received.trim() === '') return { changeFen: null, problem: null };
  const parsed = parseYuan(received);
  if (!parsed.ok) return { changeFen: null, problem: parsed.error };
  const changeFen = parsed.value - restFen;
  return changeFen < 0
    ? { changeFen: null, problem: { code: 'tenders_do_not_cover_total', missingFen: -changeFen } }
    : { changeFen, problem: null };
}
