import { DEFAULT_LADDER, type Accrual, type Basket, type EventPlace, type Rule, type SettlementSale, unixMs } from '@jifen/core';
import { expect, test } from 'vitest';
import { settleNaively } from '../../core/settlement/naive.ts';
import type { TillNode } from '../../replay/world.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { exceptionsAtHq, openReceiptChain, type ReceiptChain, refund, refundedAtHq, sell, settle } from './receipt-chain.ts';

type Placed = {
  readonly settle_at: EventPlace['settleAt'];
  readonly branch_id: EventPlace['branch'];
  readonly incarnation: EventPlace['incarnation'];
  readonly seq: number;
};
const placeOf = ({ settle_at: settleAt, branch_id: branch, incarnation, seq }: Placed): EventPlace => ({
  settleAt,
  branch,
  incarnation,
  seq,
});

/** The facts as HQ holds them, for somebody else to compute with. */
async function factsAtHq({ world }: ReceiptChain): Promise<SettlementSale[]> {
  const { db } = world.hq.served().context;
  const refunds = await db.selectFrom('refund').selectAll().execute();
  const sales = await db.selectFrom('sale').selectAll().execute();
  return sales.map((sale) => {
    const basket: Basket = JSON.parse(sale.basket);
    const { lines, ruleVersion, tierId }: Accrual = JSON.parse(sale.accrual ?? '{}');
    const parts = refunds
      .filter((row) => row.sale_id === sale.event_id)
      .flatMap((row) => (JSON.parse(row.lines) as SettlementSale['refunds']).map((part) => ({ ...part, place: placeOf(row) })));
    return {
      place: placeOf(sale),
      basket,
      receipt: { pointsByLine: lines.map((line) => line.points), ruleVersion, tierId },
      refunds: parts,
    };
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test.each([1, 2, 3])('random sales and refunds at any shop, on and off line, end as one clerk would have reckoned (%i)', async (seed) => {
  const chain = await openReceiptChain(40 + seed);
  const { world, memberId } = chain;
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random.fraction() * n);
  const anyTill = () => world.tills[below(3)] as TillNode;
  const sold: { readonly saleId: string; readonly amountsFen: readonly number[] }[] = [];
  for (let step = 0; step < 45; step += 1) {
    world.setClock(unixMs(world.now() + 60_000 * below(90)));
    const till = anyTill();
    till.line.isCut = random.fraction() < 0.25;
    if (sold.length < 3 || random.fraction() < 0.4) {
      const amountsFen = [1 + below(40_000), 1 + below(9_000)];
      sold.push({ saleId: (await sell(chain, till, amountsFen)).saleId, amountsFen });
    } else {
      const { saleId, amountsFen } = sold[below(sold.length)] as (typeof sold)[number];
      const line = below(2);
      await refund(chain, till, { saleId, line, amountFen: 1 + below(amountsFen[line] ?? 1) });
    }
    if (random.fraction() < 0.5) await anyTill().served().drain();
  }
  for (const till of world.tills) till.line.isCut = false;
  await settle(chain);
  expect(await exceptionsAtHq(chain)).toEqual([]);
  const facts = await factsAtHq(chain);
  const rule: Rule = {
    version: 1,
    effectiveFrom: unixMs(0),
    ladder: DEFAULT_LADDER,
    campaigns: [],
    excludedTenders: ['medical_insurance'],
    expiryMonths: null,
  };
  const reckoned = settleNaively(facts, [rule], []);
  const points = sum(reckoned.map(({ pointsLeft, receiptLeft }) => Math.max(pointsLeft, receiptLeft)));
  let refundedFen = 0;
  for (const { saleId } of sold) refundedFen += await refundedAtHq(chain, saleId);
  const totalSpendFen = sum(sold.flatMap(({ amountsFen }) => amountsFen)) - refundedFen;
  for (const till of world.tills) {
    expect((await till.call('GET', `/api/members/${memberId}`)).body).toMatchObject({
      points,
      debt: 0,
      totalSpendFen,
      purchases: sold.length,
    });
  }
  expect(facts.some(({ place, refunds }) => refunds.some((part) => part.place.branch !== place.branch))).toBe(true);
});
