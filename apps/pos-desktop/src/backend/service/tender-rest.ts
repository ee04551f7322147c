import { addFen, fen, type Fen, type Tender } from '@jifen/core';

/**
 * How the rest of a bill goes back: by the ways it was paid, less what went back by each already; what earlier refunds gave
 * back by another way is made up in cash.
 */
export function restOfTenders(paid: readonly Tender[], givenBack: readonly Tender[], restFen: Fen): readonly Tender[] {
  const back = new Map<string, number>();
  for (const { method, amountFen } of givenBack) back.set(method, (back.get(method) ?? 0) + amountFen);
  let left: number = restFen;
  const tenders: Tender[] = [];
  for (const { method, amountFen } of paid) {
    const already = Math.min(back.get(method) ?? 0, amountFen);
    back.set(method, (back.get(method) ?? 0) - already);
    const amount = Math.min(left, amountFen - already);
    if (amount > 0) tenders.push({ method, amountFen: fen(amount) });
    left -= amount;
  }
  return left > 0 ? addCash(tenders, fen(left)) : tenders;
}

function addCash(tenders: readonly Tender[], amountFen: Fen): readonly Tender[] {
  const cash = tenders.find(({ method }) => method === 'cash');
  if (cash === undefined) return [...tenders, { method: 'cash', amountFen }];
  return tenders.map((tender) => (tender === cash ? { method: 'cash', amountFen: addFen(tender.amountFen, amountFen) } : tender));
}
