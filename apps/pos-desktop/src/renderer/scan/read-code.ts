import { parseLookup } from '@jifen/core';
import { looksLikeGrant } from '../grant/grant-text.ts';

/** What a scanned code may be, by its form alone; the till's own data say the rest. */
export type ReadCode =
  /** Goods first; a card's or phone's digits may be a member's when no goods have them. */
  | { readonly kind: 'code'; readonly code: string; readonly mayBeMember: boolean }
  /** Points that a member's phone brings. */
  | { readonly kind: 'grant'; readonly text: string }
  /** A paper's number, or the event's id in its QR code. */
  | { readonly kind: 'receipt'; readonly receipt: string }
  /** A phone that wants to pay with WeChat or Alipay: the till does not take money that way. */
  | { readonly kind: 'payment_code' }
  /** An address: another chain's member code, a product's advertisement. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unknown'; readonly text: string };

const EVENT_ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;
const RECEIPT_NO = /^[0-9a-f]{4}-\d{6}-\d{4,}$/i;
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)/i;
/** What the phones of both show: 18 digits, Alipay's up to 24. */
const PAYMENT = /^(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22})$/;
/** A GS1 code begins with its trade item number (AI 01), after the scanner's sign of the symbology. */
const GS1 = /^(?:\][A-Za-z]\d)?\p{Cc}?01(\d{14})(?:$|\D|1[0-7]|2[01])/u;
const MAX_CODE = 64;

export function readCode(text: string): ReadCode {
  const plain = text.normalize('NFKC').trim();
  if (looksLikeGrant(plain)) return { kind: 'grant', text: plain };
  const eventId = EVENT_ID.exec(plain)?.[0];
  if (eventId !== undefined && !ADDRESS.test(plain)) return { kind: 'receipt', receipt: eventId.toLowerCase() };
  if (RECEIPT_NO.test(plain)) return { kind: 'receipt', receipt: plain };
  if (ADDRESS.test(plain)) return { kind: 'foreign' };
  const tradeItem = /^\d+$/.test(plain) && plain.length !== 16 ? undefined : GS1.exec(plain)?.[1];
  if (tradeItem !== undefined) return { kind: 'code', code: tradeItem.replace(/^0(?=\d{13}$)/, ''), mayBeMember: false };
  const isMember = parseLookup(plain).kind !== 'name';
  if (!isMember && PAYMENT.test(plain)) return { kind: 'payment_code' };
  if (/^\d{7,20}$/.test(plain)) return { kind: 'code', code: plain, mayBeMember: isMember };
  // Goods of the shop's own may have letters in their code.
  if (/^[\dA-Z][\dA-Z./-]{2,}$/i.test(plain) && plain.length <= MAX_CODE) return { kind: 'code', code: plain, mayBeMember: false };
  return { kind: 'unknown', text: plain.slice(0, MAX_CODE) };
}
