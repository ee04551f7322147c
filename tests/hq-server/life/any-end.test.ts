import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectWhole, hqEvents, poolSumOf, totalOf } from '../sync/balances.ts';
import { enrolTill, memberId, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { DAY } from '../sync/sync-hq.ts';
import { done, nextLife } from './life-world.ts';

const anna = memberId(1);
const mug = rewardId(1);

type Fact = { readonly kind: 'sale' | 'redemption' | 'return'; readonly n: number };
const fact: fc.Arbitrary<Fact> = fc.record({ kind: fc.constantFrom('sale', 'redemption', 'return'), n: fc.integer({ min: 1, max: 90 }) });
const ends = ['nothing', 'close_recovered', 'write_off', 'compensate'] as const;

/** A till's own view: it never spends or returns what it does not have. */
function write(till: TestTill, facts: readonly Fact[], held: number): number {
  let rights = held;
  for (const { kind, n } of facts) {
    const has = Math.min(n, rights);
    if (kind === 'sale') till.log.sold(anna, { amountFen: n * 100 });
    else if (has > 0 && kind === 'redemption') till.log.redeemed(anna, mug, { points: has });
    else if (has > 0) till.log.returned(anna, has, 'day_close');
    rights += kind === 'sale' ? n : -has;
  }
  return rights;
}

async function end(hq: SyncHq, old: TestTill, how: (typeof ends)[number]): Promise<void> {
  if (how === 'nothing') return;
  if (how === 'close_recovered') return done(hq, old, 'close_recovered');
  await done(hq, old, 'write_off');
  const held = await hq.hq.context.db.selectFrom('write_off').selectAll().execute();
  if (how === 'compensate' && held.length > 0) await done(hq, old, 'compensate');
}

const sumOf = (facts: readonly { kind: string; n: number }[], kind: string) =>
  facts.filter((each) => each.kind === kind).reduce((sum, { n }) => sum + n, 0);

test('[X7] [X8] however a life ended and whatever comes of its log afterwards: books stay whole, and beyond what was earned only the company pays', async () => {
  const run = fc.record({
    before: fc.array(fact, { maxLength: 5 }),
    after: fc.array(fact, { maxLength: 5 }),
    how: fc.constantFrom(...ends),
    cut: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ before, after, how, cut }) => {
      const hq = await openSyncHq();
      try {
        const old = await enrolTill(hq, 'b1');
        old.log.stocked(mug, 99);
        const left = write(old, before, 0);
        await old.drain();
        hq.advance(DAY);
        const next = nextLife(hq, old, 'bb');
        await next.exchange();
        const had = old.log.events.length;
        write(old, after, left);
        await end(hq, old, how);
        for (let at = had; at < old.log.head.seq; at += cut) await next.exchange({ recovery: old.log.batch(at, cut) });
        await expectWhole(hq);
        const facts = old.log.events.map(({ envelope }) => ({
          kind: envelope.type,
          n: envelope.postings.find(({ unit }) => unit === 'pt')?.n ?? 0,
        }));
        const [earned, redeemed] = [sumOf(facts, 'sale_recorded'), sumOf(facts, 'reward_redeemed')];
        const bodies = await hqEvents(hq, 'loss_booked');
        const carried = bodies.reduce((sum, { body }) => sum + Number(body['points']), 0);
        const has = before.length + after.length === 0 ? 0 : ((await totalOf(hq, anna).catch(() => null))?.points ?? 0);
        expect(has).toBeLessThanOrEqual(earned - redeemed + carried);
        if (how === 'nothing' || how === 'close_recovered') expect(has).toBe(earned - redeemed + carried);
        expect(await poolSumOf(hq, anna)).toBeGreaterThanOrEqual(0);
      } finally {
        await hq.close();
      }
    }),
    { numRuns: 40, seed: 7 },
  );
}, 120_000);
