import { addFen, fen, formatYuan, subtractFen, unreachable } from '@jifen/core';
import type {
  EventFacts,
  PaperLineFacts,
  PaperMember,
  PaperOrigin,
  PaperShop,
  RefundFacts,
  RewardFacts,
  SaleFacts,
} from './paper-facts.ts';
import {
  centred,
  footOf,
  formatCount,
  formatSigned,
  headOf,
  originOf,
  pair,
  paperOf,
  RULE,
  tendersOf,
  text,
  wordsOf,
} from './paper-frame.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { zBlocks } from './shift-paper.ts';

export type EventPaperInput = { readonly shop: PaperShop; readonly origin: PaperOrigin; readonly facts: EventFacts };

/** The paper of an event: the same facts give the same paper for ever, but for the marks of a copy. */
export function eventPaper({ shop, origin, facts }: EventPaperInput): Paper {
  // What the shop tells its customers is not for the office.
  const foot = footOf(facts.kind === 'shift_z' ? { ...shop, note: '' } : shop, origin);
  const blocks = [...headOf(shop, facts.kind), ...originOf(shop, origin), RULE, ...bodyOf(shop, facts), ...foot];
  return paperOf(shop, blocks);
}

function bodyOf(shop: PaperShop, facts: EventFacts): PaperBlock[] {
  switch (facts.kind) {
    case 'sale':
      return saleBlocks(shop, facts);
    case 'refund':
    case 'void':
      return refundBlocks(shop, facts);
    case 'redemption':
    case 'redemption_refund':
    case 'redemption_void':
    case 'order':
      return rewardBlocks(shop, facts);
    case 'shift_z':
      return zBlocks(shop, facts);
  }
  return unreachable(facts);
}

function saleBlocks(shop: PaperShop, { lines, totalFen, tenders, cashReceivedFen, member, reason }: SaleFacts): PaperBlock[] {
  const { word } = wordsOf(shop);
  const cashFen = addFen(fen(0), ...tenders.filter(({ method }) => method === 'cash').map(({ amountFen }) => amountFen));
  const hasChange = cashReceivedFen !== null && cashReceivedFen >= cashFen;
  return [
    ...lines.flatMap((line) => lineBlocks(shop, line)),
    RULE,
    pair(word.total, formatYuan(totalFen), 'large'),
    ...tendersOf(shop, tenders),
    ...(hasChange
      ? [pair(word.received, formatYuan(cashReceivedFen)), pair(word.change, formatYuan(subtractFen(cashReceivedFen, cashFen)), 'strong')]
      : []),
    ...memberBlocks(shop, member, word.earned),
    ...(reason === null
      ? []
      : [
          pair(reason.tier, reason.rateBps.map(formatRate).join(' / ')),
          pair(word.eligible, formatYuan(reason.eligibleFen)),
          pair(word.rule, `#${reason.ruleVersion}`),
        ]),
  ];
}

function refundBlocks(shop: PaperShop, { ofNumber, lines, amountFen, tenders, member }: RefundFacts): PaperBlock[] {
  const { word } = wordsOf(shop);
  return [
    pair(word.ofNumber, ofNumber),
    ...lines.flatMap((line) => lineBlocks(shop, line)),
    RULE,
    pair(word.refundTotal, formatYuan(amountFen), 'large'),
    ...tendersOf(shop, tenders),
    ...memberBlocks(shop, member, word.takenBack),
  ];
}

function rewardBlocks(shop: PaperShop, { kind, ofNumber, reward, quantity, points, cashFen, tenders, member }: RewardFacts): PaperBlock[] {
  const { word } = wordsOf(shop);
  const isBack = kind === 'redemption_refund' || kind === 'redemption_void';
  return [
    ...(ofNumber === null ? [] : [pair(word.ofNumber, ofNumber)]),
    text(reward),
    pair(word.quantity, formatCount(quantity)),
    pair(word.points, formatCount(points), 'strong'),
    ...(cashFen === 0 ? [] : [pair(isBack ? word.refundTotal : word.cashPart, formatYuan(cashFen)), ...tendersOf(shop, tenders)]),
    ...memberBlocks(shop, member, isBack ? word.restored : word.spent),
  ];
}

function lineBlocks(shop: PaperShop, { name, count, amountFen }: PaperLineFacts): PaperBlock[] {
  const { word } = wordsOf(shop);
  if (count === null) return [pair(name ?? word.amount, formatYuan(amountFen))];
  return [text(name ?? word.amount), pair(`  ${formatCount(count.quantity)} x ${formatYuan(count.unitPriceFen)}`, formatYuan(amountFen))];
}

function memberBlocks(shop: PaperShop, member: PaperMember | null, changeWord: string): PaperBlock[] {
  if (member === null) return [];
  const { word } = wordsOf(shop);
  const { name, card, isUnclaimed, before, change, debt, after } = member;
  return [
    RULE,
    ...(name === null ? [] : [pair(word.member, name)]),
    ...(card === null ? [] : [pair(word.card, `*${card}`)]),
    ...(isUnclaimed ? [centred(word.unclaimed)] : []),
    ...(before === null ? [] : [pair(word.before, formatCount(before))]),
    pair(changeWord, formatSigned(change)),
    ...(debt === 0 ? [] : [pair(word.debt, formatCount(debt))]),
    ...(after === null ? [] : [pair(word.after, formatCount(after), 'strong')]),
  ];
}

/** `15000` → `x1.5`. */
function formatRate(rateBp: number): string {
  return `x${rateBp / 10_000}`;
}
