import { parseLookup, parseYuan, type AmountProblem } from '@jifen/core';
import { looksLikeGrant } from '../grant/grant-text.ts';
import { MAX_QUANTITY } from './draft.ts';

/** What the one field of the basket was given. */
export type Scan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'amount'; readonly amountFen: number }
  | { readonly kind: 'bad_amount'; readonly problem: AmountProblem }
  /** Goods first; a card's or phone's digits may be a member's when no goods have them. */
  | { readonly kind: 'code'; readonly code: string; readonly quantity: number; readonly mayBeMember: boolean }
  /** Points that a member's phone brings. */
  | { readonly kind: 'grant'; readonly text: string }
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
  const [, times, code = ''] = /^(?:(\d{1,4})\s*[*x×]\s*)?(\d{7,20})$/i.exec(plain) ?? [];
  if (code !== '') {
    const quantity = Math.min(Math.max(1, Number(times ?? '1')), MAX_QUANTITY);
    return { kind: 'code', code, quantity, mayBeMember: times === undefined && parseLookup(code).kind !== 'name' };
  }
  if (looksLikeAmount(plain)) {
    const amount = parseYuan(plain);
    return amount.ok ? { kind: 'amount', amountFen: amount.value } : { kind: 'bad_amount', problem: amount.error };
  }
  return { kind: 'name', text: plain };
}

function looksLikeAmount(text: string): boolean {
  return new RegExp(`^[-¥]?\\s*(\\d{1,${MAX_AMOUNT_DIGITS}}|\\d[\\d,]*\\.[\\d.,]*|\\.\\d+)$`).test(text) || /^[-¥]\s*\d[\d,.]*$/.test(text);
}
