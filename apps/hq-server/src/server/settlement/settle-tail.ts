import {
  compareEventPlaces,
  type EventPlace,
  type Experience,
  type ExperienceChange,
  experienceChangesOf,
  must,
  type Rule,
  type SaleSettlement,
  settleFrom,
  type SettlementSale,
} from '@jifen/core';
import type { RefundTable, SaleTable } from '../store/table/trade-tables.ts';
import { basketOf, partsOf, placeOf, receiptOf, type Trade } from './trade.ts';

/** A sale with its refunds in event order, as rows and as the settlement sees it. */
export type TailSale = { readonly row: SaleTable; readonly refunds: readonly RefundTable[]; readonly sale: SettlementSale };

export type SettledSale = TailSale & {
  readonly settlement: SaleSettlement;
  /** What the whole sale gives at its place, by the rule valid there. */
  readonly experience: number;
  /** What each refund takes from it at its own place, 0 or less; in the order of `refunds`. */
  readonly experienceChanges: readonly number[];
};

/** Null when the till computed nothing for it: then there is nothing to settle. */
export function tailSaleOf(trade: Trade, row: SaleTable, refunds: readonly RefundTable[]): TailSale | null {
  const receipt = receiptOf(trade, row);
  if (receipt === null) return null;
  const place = placeOf(row);
  const ordered = refunds.toSorted((a, b) => compareEventPlaces(laterOf(placeOf(a), place), laterOf(placeOf(b), place)));
  const parts = ordered.flatMap((refund) => partsOf(trade, refund).map((part) => ({ ...part, place: placeOf(refund) })));
  return { row, refunds: ordered, sale: { place, basket: basketOf(trade, row), receipt, refunds: parts } };
}

export type TailInput = {
  readonly experienceBefore: Experience;
  readonly sales: readonly TailSale[];
  readonly changes: readonly ExperienceChange[];
  readonly rules: readonly Rule[];
};

/** Settles the sales of one person from a place on. */
export function settleTail(trade: Trade, { experienceBefore, sales, changes, rules }: TailInput): readonly SettledSale[] {
  const settlements = settleFrom({ experienceBefore, sales: sales.map(({ sale }) => sale), changes, rules });
  const byPlace = new Map(settlements.map((settlement) => [keyOfPlace(settlement.place), settlement]));
  return sales.map((tailSale) => ({
    ...tailSale,
    settlement: must(byPlace.get(keyOfPlace(tailSale.sale.place)), 'the settlement of a sale'),
    ...experienceOf(trade, tailSale, rules),
  }));
}

function experienceOf(
  trade: Trade,
  { sale, refunds }: TailSale,
  rules: readonly Rule[],
): Pick<SettledSale, 'experience' | 'experienceChanges'> {
  const [whole, ...parts] = experienceChangesOf(sale, rules);
  let taken = 0;
  const experienceChanges = refunds.map((refund) => {
    const count = partsOf(trade, refund).length;
    const change = parts.slice(taken, taken + count).reduce((sum, part) => sum + part.change, 0);
    taken += count;
    return change;
  });
  return { experience: whole?.change ?? 0, experienceChanges };
}

function laterOf(place: EventPlace, than: EventPlace): EventPlace {
  return compareEventPlaces(place, than) < 0 ? than : place;
}

function keyOfPlace({ branch, incarnation, seq }: EventPlace): string {
  return `${branch} ${incarnation} ${seq}`;
}
