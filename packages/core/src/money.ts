import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';

/** Money in integer fen (1 yuan = 100 fen). May be negative only where a name says so. */
export type Fen = Brand<number, 'Fen'>;
/** A rate in basis points: 10,000 bp = ×1. */
export type BasisPoints = Brand<number, 'BasisPoints'>;

/** 10 million yuan: no sale, line or tender may exceed it. */
export const MAX_AMOUNT_FEN = 1_000_000_000 as Fen;
export const PAR_BP = 10_000 as BasisPoints;

export type AmountProblem = {
  readonly code: 'amount_not_a_number' | 'amount_negative' | 'amount_has_fraction_of_fen' | 'amount_too_large';
};

export function fen(value: number): Fen {
  assert(Number.isSafeInteger(value), `fen must be a safe integer, got ${value}`);
  return (value + 0) as Fen; // + 0: no negative zero
}

export function basisPoints(value: number): BasisPoints {
  assert(Number.isSafeInteger(value) && value >= 0, `basis points must be a whole number from 0, got ${value}`);
  return value as BasisPoints;
}

export function addFen(...values: readonly Fen[]): Fen {
  return fen(values.reduce((sum, value) => sum + value, 0));
}

export function subtractFen(from: Fen, value: Fen): Fen {
  return fen(from - value);
}

/** `⌊amount × numerator / denominator⌋`, exact for every safe integer. */
export function multiplyFenFloor(amount: Fen, numerator: number, denominator: number): Fen {
  return fen(multiplyDivideFloor(amount, numerator, denominator));
}

/** `⌊a × b / c⌋` without leaving exact integers; `c > 0`. Floors towards minus infinity. */
export function multiplyDivideFloor(a: number, b: number, c: number): number {
  assert(Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(c) && c > 0, `cannot compute ${a} × ${b} / ${c}`);
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / c);
  const wide = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  const quotient = wide / divisor;
  return Number(wide < 0n && wide % divisor !== 0n ? quotient - 1n : quotient);
}

/** Checks an amount in fen that came from outside: a whole number from 0 to 10 million yuan. */
export function parseFen(value: number): Result<Fen, AmountProblem> {
  if (!Number.isFinite(value)) return err({ code: 'amount_not_a_number' });
  if (value < 0) return err({ code: 'amount_negative' });
  if (!Number.isInteger(value)) return err({ code: 'amount_has_fraction_of_fen' });
  return value > MAX_AMOUNT_FEN ? err({ code: 'amount_too_large' }) : ok(fen(value));
}

/** Reads a yuan amount as a person types it: `33`, `33.3`, `33.33`, `1,234.50`, full-width digits. */
export function parseYuan(text: string): Result<Fen, AmountProblem> {
  const plain = text.normalize('NFKC').trim().replace(/^¥\s*/, '');
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain);
  if (match === null) return err({ code: 'amount_not_a_number' });
  const [, sign, yuan = '', fraction = ''] = match;
  if (sign === '-') return err({ code: 'amount_negative' });
  if (/[1-9]/.test(fraction.slice(2))) return err({ code: 'amount_has_fraction_of_fen' });
  const digits = yuan.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (digits.length > 15) return err({ code: 'amount_too_large' });
  return parseFen(Number(digits) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')));
}

/** `123456` → `1,234.56`, without a currency sign. */
export function formatYuan(amount: Fen): string {
  const cents = Math.abs(amount);
  const yuan = Math.floor(cents / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${yuan}.${(cents % 100).toString().padStart(2, '0')}`;
}
