import { fen, formatYuan, type Tender, type UnixMs } from '@jifen/core';
import type { PaperKind, PaperOrigin, PaperShop } from './paper-facts.ts';
import { PAPER_WORDS, type PaperWords } from './paper-words.ts';
import type { Paper, PaperBlock, PaperLook } from './paper.ts';

/** Digits of the chain's hash that stand on paper: enough to find and to compare. */
const ANCHOR_DIGITS = 12;

export const RULE: PaperBlock = { kind: 'rule' };

export function pair(label: string, value: string, look: PaperLook = 'plain'): PaperBlock {
  return { kind: 'pair', label, value, look };
}

export function text(content: string, look: PaperLook = 'plain'): PaperBlock {
  return { kind: 'text', text: content, align: 'start', look };
}

export function centred(content: string, look: PaperLook = 'plain'): PaperBlock {
  return { kind: 'text', text: content, align: 'center', look };
}

export function wordsOf({ language }: Pick<PaperShop, 'language'>): PaperWords {
  return PAPER_WORDS[language];
}

/** The picture, the shop, and what the paper is. */
export function headOf(shop: PaperShop, kind: PaperKind): PaperBlock[] {
  const { title, word } = wordsOf(shop);
  const { logo, name, address, phone } = shop;
  return [
    ...(logo === null ? [] : [{ kind: 'picture', picture: logo, label: word.logo } as const]),
    centred(name, 'large'),
    ...(address === '' ? [] : [centred(address)]),
    ...(phone === '' ? [] : [centred(`${word.phone} ${phone}`)]),
    RULE,
    centred(title[kind], 'strong'),
  ];
}

/** Number, time and who; a copy says so at once. */
export function originOf(shop: PaperShop, origin: PaperOrigin): PaperBlock[] {
  const { word } = wordsOf(shop);
  return [
    ...marksOf(shop, origin),
    pair(word.number, origin.number),
    pair(word.time, formatTime(origin.at, shop)),
    pair(word.terminal, origin.terminal),
    ...(origin.cashier === null ? [] : [pair(word.cashier, origin.cashier)]),
  ];
}

/** What makes the paper provable: where it stands in the chain, and the code that finds it again. */
export function footOf(shop: PaperShop, origin: PaperOrigin): PaperBlock[] {
  const { word } = wordsOf(shop);
  const { eventId, number, seq, hash } = origin;
  return [
    RULE,
    ...(origin.isOffline ? [centred(word.offline, 'strong')] : []),
    { kind: 'qr', text: eventId, label: word.qr },
    centred(number),
    centred(`${word.anchor} ${hash.slice(0, ANCHOR_DIGITS)} #${seq}`),
    ...(shop.note === '' ? [] : [centred(shop.note)]),
    ...marksOf(shop, origin),
  ];
}

export function paperOf({ columns, language }: PaperShop, blocks: readonly PaperBlock[]): Paper {
  return { columns, language, blocks };
}

export function tendersOf(shop: PaperShop, tenders: readonly Tender[]): PaperBlock[] {
  const { tender } = wordsOf(shop);
  return tenders.map(({ method, amountFen }) => pair(tender[method], formatYuan(amountFen)));
}

/** `1234` → `1,234`. */
export function formatCount(n: number): string {
  return formatYuan(fen(n * 100)).slice(0, -3);
}

export function formatSigned(n: number): string {
  return n > 0 ? `+${formatCount(n)}` : formatCount(n);
}

/** `2026-07-31 12:00:00`, in the shop's zone. */
export function formatTime(at: UnixMs, { utcOffsetMinutes }: Pick<PaperShop, 'utcOffsetMinutes'>): string {
  return new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

function marksOf(shop: PaperShop, { copy, mayBeCopy }: PaperOrigin): PaperBlock[] {
  const { word } = wordsOf(shop);
  return [
    ...(copy === null ? [] : [centred(`*** ${word.copy} #${copy.no} ${formatTime(copy.at, shop)} ***`, 'strong')]),
    ...(mayBeCopy ? [centred(`* ${word.mayBeCopy} *`, 'strong')] : []),
  ];
}
