import { parseLookup, parseYuan, type AmountProblem } from '@jifen/core';
import { looksLikeGrant } from '../grant/grant-text.ts';
import { readCode } from '../scan/read-code.ts';
import { MAX_QUANTITY } from './draft.ts';

/** What the one field of the basket was given. */
export type Scan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'amount'; readonly amountFen: number }
  | { readonly kind: 'bad_amount'; readonly problem: AmountProblem }
  /** Goods first; a card's or phone's digits may be a member's when no goods have them. */
  | { readonly kind: 'code'; readonly code: string; readonly quantity: number; readonly mayBeMember: boolean }
  /** `*5` or `5*`: so many of the line that is marked. */
  | { readonly kind: 'quantity'; readonly quantity: number }
  /** Points that a member's phone brings. */
  | { readonly kind: 'grant'; readonly text: string }
  /** A paper's number, or the id in its QR code. */
  | { readonly kind: 'receipt'; readonly receipt: string }
  | { readonly kind: 'name'; readonly text: string };

const MAX_AMOUNT_DIGITS = 6;

/**
 * `6901234567892` or `3*6901234567892` is goods, `12.5` or `300` an amount, all else the beginning of a name. The shortest
 * barcode has eight digits, so up to six without a point are yuan.
 */
export function readScan(text: string): Scan {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return { kind: 'nothing' };
  if (looksLikeGrant(plain)) return { kind: 'grant', text: plain };
  const quantity = timesOf(plain) ?? /^[*×]\s*(\d{1,4})$/.exec(plain)?.[1];
  if (quantity !== undefined) return { kind: 'quantity', quantity: quantityOf(quantity) };
  const read = readCode(plain);
  if (read.kind === 'receipt') return read;
  const [, times, code = ''] = /^(?:(\d{1,4})\s*[*x×]\s*)?(\d{7,20})$/i.exec(plain) ?? [];
  if (code !== '') {
    return {
      kind: 'code',
      code,
      quantity: quantityOf(times ?? '1'),
      mayBeMember: times === undefined && parseLookup(code).kind !== 'name',
    };
  }
  if (looksLikeAmount(plain)) {
    const amount = parseYuan(plain);
    return amount.ok ? { kind: 'amount', amountFen: amount.value } : { kind: 'bad_amount', problem: amount.error };
  }
  return { kind: 'name', text: plain };
}

/** The number of pieces that was typed ahead of a scan, `3*`; undefined when it was something else. */
export function timesOf(text: string): string | undefined {
  return /^(\d{1,4})\s*[*×]$/.exec(text.normalize('NFKC').trim())?.[1];
}

export function quantityOf(digits: string): number {
  return Math.min(Math.max(1, Number(digits)), MAX_QUANTITY);
}

function looksLikeAmount(text: string): boolean {
  return new RegExp(`^[-¥]?\\s*(\\d{1,${MAX_AMOUNT_DIGITS}}|\\d[\\d,]*\\.[\\d.,]*|\\.\\d+)$`).test(text) || /^[-¥]\s*\d[\d,.]*$/.test(text);
}
