import type { DiskReader } from './disk-reader.ts';
import { Tally } from './flow.ts';
import type { HqReader } from './hq-reader.ts';

type Refund = { readonly sale: string; readonly member: string; readonly amount: number };

/**
 * Fen, by member, that a till's life paid back for sales of other shops that HQ forgot and whose own log is lost. A refund does not say whose
 * sale it was, so HQ takes it from nobody's spend until the sale comes; the till knows the member from the receipt that it was given.
 */
export function unplacedRefundsOf(till: Pick<DiskReader, 'all'>, hq: Pick<HqReader, 'all'>): Tally {
  const refunds = till.all<Refund>(
    `select foreign_sale.id as sale, foreign_sale.member_id as member, log.body ->> 'amountFen' as amount
     from log join incarnation on incarnation.no = log.incarnation_no join foreign_sale on foreign_sale.id = log.body ->> 'saleId'
     where is_live = 1 and type = 'sale_refunded' and foreign_sale.member_id is not null`,
  );
  const unplaced = new Tally();
  if (refunds.length === 0) return unplaced;
  const known = new Set(hq.all<{ id: string }>("select event_id as id from event where type = 'sale_recorded'").map(({ id }) => id));
  for (const { sale, member, amount } of refunds) if (!known.has(sale)) unplaced.add(member, amount);
  return unplaced;
}
