import { fen, formatYuan } from '@jifen/core';
import type { PaperShop, ShiftFacts, XFacts, ZFacts } from './paper-facts.ts';
import { formatCount, formatTime, headOf, pair, paperOf, RULE, text, wordsOf } from './paper-frame.ts';
import type { Paper, PaperBlock } from './paper.ts';

/** What a shift has done so far. It is no event: it changes nothing and has no number. */
export function xPaper(shop: PaperShop, facts: XFacts): Paper {
  const { word } = wordsOf(shop);
  const made = [pair(word.reportAt, formatTime(facts.at, shop)), ...personOf(word.reportBy, facts.by)];
  return paperOf(shop, [...headOf(shop, facts.kind), ...shiftBlocks(shop, facts), ...made, ...totalsBlocks(shop, facts)]);
}

export function zBlocks(shop: PaperShop, facts: ZFacts): PaperBlock[] {
  const { word } = wordsOf(shop);
  const { countedFen, differenceFen, firstSeq, lastSeq, lastHash } = facts;
  return [
    ...shiftBlocks(shop, facts),
    pair(word.closedAt, formatTime(facts.at, shop)),
    ...personOf(word.closedBy, facts.by),
    ...totalsBlocks(shop, facts),
    RULE,
    pair(word.counted, formatYuan(fen(countedFen)), 'strong'),
    pair(word.difference, formatYuan(fen(differenceFen)), 'large'),
    RULE,
    pair(word.log, `#${firstSeq}-#${lastSeq}`),
    text(lastHash),
  ];
}

function shiftBlocks(shop: PaperShop, { shiftNo, businessDate, openedAt, openedBy }: ShiftFacts): PaperBlock[] {
  const { word } = wordsOf(shop);
  return [
    pair(word.shiftNo, shiftNo, 'strong'),
    pair(word.businessDate, businessDate),
    pair(word.openedAt, formatTime(openedAt, shop)),
    ...personOf(word.openedBy, openedBy),
  ];
}

function personOf(label: string, name: string | null): PaperBlock[] {
  return name === null ? [] : [pair(label, name)];
}

function totalsBlocks(shop: PaperShop, { cash, tenders, counts, points }: ShiftFacts): PaperBlock[] {
  const { word, tender } = wordsOf(shop);
  const money = (amountFen: number | null) => (amountFen === null ? word.blind : formatYuan(fen(amountFen)));
  const count = (label: string, n: number) => pair(label, formatCount(n));
  return [
    RULE,
    pair(word.float, money(cash.floatFen)),
    pair(word.cashSales, money(cash.salesFen)),
    pair(word.cashRefunds, money(cash.refundsFen)),
    pair(word.paidIn, money(cash.paidInFen)),
    pair(word.paidOut, money(cash.paidOutFen)),
    pair(word.expected, money(cash.expectedFen), 'strong'),
    RULE,
    text(word.byTender, 'strong'),
    ...tenders.flatMap(({ method, salesFen, refundsFen }) => [
      pair(tender[method], money(salesFen)),
      ...(refundsFen === 0 ? [] : [pair(`  ${word.returned}`, money(refundsFen))]),
    ]),
    RULE,
    count(word.sales, counts.sales),
    count(word.refunds, counts.refunds),
    count(word.voids, counts.voids),
    count(word.redemptions, counts.redemptions),
    count(word.redemptionRefunds, counts.redemptionRefunds),
    count(word.offlineCount, counts.offline),
    count(word.drawerOpenings, counts.drawerOpenings),
    count(word.reprints, counts.reprints),
    count(word.overrides, counts.overrides),
    RULE,
    count(word.issued, points.issued),
    count(word.redeemed, points.redeemed),
    count(word.takenBackSum, points.takenBack),
    count(word.restoredSum, points.restored),
  ];
}
