import type { EventPlace, ExperienceChange, Rule, SettlementSale } from '@jifen/core';

/*
 * The plain sequential computation, written from the design without the code under test: one book, one clerk who sees every
 * event in order, exact fractions, no shortcuts.
 */

export type PlainSale = {
  readonly place: EventPlace;
  readonly tierId: string;
  readonly experienceBefore: number;
  readonly points: number;
  readonly pointsLeft: number;
  readonly receiptLeft: number;
};

type BookEvent =
  | { readonly kind: 'sale'; readonly key: string; readonly sale: SettlementSale }
  | { readonly kind: 'refund'; readonly key: string; readonly sale: SettlementSale; readonly line: number; readonly amountFen: number }
  | { readonly kind: 'change'; readonly key: string; readonly change: number };

type Entry = {
  readonly plain: Omit<PlainSale, 'pointsLeft' | 'receiptLeft'>;
  readonly linePoints: number[];
  readonly eligible: number[];
  readonly left: number[];
};

export function settleNaively(sales: readonly SettlementSale[], rules: readonly Rule[], changes: readonly ExperienceChange[]): PlainSale[] {
  const book = new Map<SettlementSale, Entry>();
  let experience = 0;
  for (const event of inOrder(sales, changes)) {
    if (event.kind === 'change') {
      experience = Math.max(0, experience + event.change);
    } else if (event.kind === 'sale') {
      const entry = sell(event.sale, ruleIn(rules, event.sale.place.settleAt), experience);
      book.set(event.sale, entry);
      experience += experienceLeft(event.sale, entry);
    } else {
      const entry = book.get(event.sale);
      if (entry === undefined) throw new Error('a refund came before its sale');
      const before = experienceLeft(event.sale, entry);
      entry.left[event.line] = (entry.left[event.line] ?? 0) - event.amountFen;
      experience = Math.max(0, experience - (before - experienceLeft(event.sale, entry)));
    }
  }
  return [...book].map(([sale, entry]) => ({
    ...entry.plain,
    pointsLeft: shareLeft(sale, entry, entry.linePoints),
    receiptLeft: shareLeft(sale, entry, sale.receipt.pointsByLine),
  }));
}

/** All events by a sortable text; a refund sorts after its sale whatever its own place says. */
function inOrder(sales: readonly SettlementSale[], changes: readonly ExperienceChange[]): BookEvent[] {
  const events: BookEvent[] = changes.map(({ place, change }) => ({ kind: 'change', key: keyOf(place), change }));
  for (const sale of sales) {
    const saleKey = keyOf(sale.place);
    events.push({ kind: 'sale', key: saleKey, sale });
    for (const { place, line, amountFen } of sale.refunds) {
      const key = keyOf(place) < saleKey ? `${saleKey}~refund` : keyOf(place);
      events.push({ kind: 'refund', key, sale, line, amountFen });
    }
  }
  return events.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

function keyOf({ settleAt, branch, incarnation, seq }: EventPlace): string {
  return [settleAt.toString().padStart(16, '0'), branch, incarnation, seq.toString().padStart(9, '0')].join('/');
}

function sell(sale: SettlementSale, rule: Rule, experienceBefore: number): Entry {
  const tier = rule.ladder.filter((one) => one.fromExperience <= experienceBefore).at(-1);
  if (tier === undefined) throw new Error('no tier');
  const eligible = eligibleOf(sale, rule);
  const products = eligible.map((amount, i) => amount * Math.floor((tier.rateBp * campaignRate(sale, rule, i)) / 10_000));
  const total = Math.floor(products.reduce((a, b) => a + b, 0) / 1_000_000);
  const linePoints = products.map((product) => Math.floor(product / 1_000_000));
  for (let given = linePoints.reduce((a, b) => a + b, 0); given < total; given += 1) {
    const rests = products.map((product, i) => product - (linePoints[i] ?? 0) * 1_000_000);
    const i = rests.indexOf(Math.max(...rests));
    linePoints[i] = (linePoints[i] ?? 0) + 1;
  }
  const left = sale.basket.lines.map((line): number => line.lineFen);
  return { plain: { place: sale.place, tierId: tier.id, experienceBefore, points: total }, linePoints, eligible, left };
}

function eligibleOf({ basket }: SettlementSale, rule: Rule): number[] {
  const total = basket.lines.reduce((sum, line) => sum + line.lineFen, 0);
  let excluded = 0;
  for (const { method, amountFen } of basket.tenders) {
    if (method === 'medical_insurance' || rule.excludedTenders.includes(method)) excluded += amountFen;
  }
  const exact = basket.lines.map((line) => excluded * line.lineFen);
  const taken = exact.map((share) => Math.floor(share / total));
  const byRest = [...exact.keys()].toSorted((a, b) => ((exact[b] ?? 0) % total) - ((exact[a] ?? 0) % total) || a - b);
  let missing = excluded - taken.reduce((a, b) => a + b, 0);
  for (const i of byRest) {
    if (missing === 0) break;
    taken[i] = (taken[i] ?? 0) + 1;
    missing -= 1;
  }
  return basket.lines.map((line, i) => {
    const isEarning = line.earns && !(line.kind === 'product' && line.drugClass === 'unknown');
    return isEarning ? line.lineFen - (taken[i] ?? 0) : 0;
  });
}

function campaignRate({ basket }: SettlementSale, rule: Rule, i: number): number {
  const line = basket.lines[i];
  const rates = rule.campaigns.filter(({ category }) => category === null || (line?.kind === 'product' && line.category === category));
  return rates.length === 0 ? 10_000 : Math.max(...rates.map(({ rateBp }) => rateBp));
}

function ruleIn(rules: readonly Rule[], at: number): Rule {
  const ordered = rules.toSorted((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version);
  const first = rules.toSorted((a, b) => a.version - b.version)[0];
  const rule = ordered.filter((one) => one.effectiveFrom <= at).at(-1) ?? first;
  if (rule === undefined) throw new Error('no rule');
  return rule;
}

function experienceLeft(sale: SettlementSale, entry: Entry): number {
  return Math.floor(shareLeft(sale, entry, entry.eligible) / 100);
}

function shareLeft({ basket }: SettlementSale, { left }: Entry, amounts: readonly number[]): number {
  return basket.lines.reduce((sum, line, i) => {
    const amount = BigInt(amounts[i] ?? 0);
    return sum + (line.lineFen === 0 ? Number(amount) : Number((amount * BigInt(left[i] ?? 0)) / BigInt(line.lineFen)));
  }, 0);
}
