import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectWhole, hqEvents, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { link, linksOf, numbersOf, unlink } from './people.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const HOUR = 3_600_000;
const [anna, ann, hanna, johanna] = [memberId(1), memberId(2), memberId(3), memberId(4)];

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  for (const [index, member] of [anna, ann, hanna, johanna].entries()) one.log.registered(member, { name: `安娜${index}` });
  await one.exchange();
  await two.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

test('[M1] merged ids are settled as one person: the tier comes from what was bought under both', async () => {
  one.log.sold(anna, { amountFen: 100_000 }, { at: NOW - 3 * HOUR });
  two.log.sold(ann, { amountFen: 100_000 }, { at: NOW - 2 * HOUR });
  await one.exchange();
  await two.exchange();
  expect(await totalOf(hq, ann)).toMatchObject({ points: 1000, experience: 1000 });
  expect(await link(hq, ann, anna)).toBe('done');
  // The second thousand was bought by a VIP: ×1.5.
  expect([(await totalOf(hq, anna)).points, (await totalOf(hq, ann)).points]).toEqual([1000, 1500]);
  expect(await hqEvents(hq, 'members_linked')).toMatchObject([{ body: { memberId: ann, into: anna } }]);
  const { feed } = await two.exchange({ cursor: 0, feedLimit: 200 });
  expect(feed.find(({ topic }) => topic === 'link')).toMatchObject({ key: ann, data: { memberId: ann, into: anna } });
});

test('[M2] a merge that is taken back leaves no trace in any number', async () => {
  one.log.sold(anna, { amountFen: 100_000 }, { at: NOW - 3 * HOUR });
  two.log.sold(ann, { amountFen: 100_000 }, { at: NOW - 2 * HOUR });
  await one.exchange();
  await two.exchange();
  const before = await numbersOf(hq);
  await link(hq, ann, anna);
  expect(await numbersOf(hq)).not.toEqual(before);
  expect(await unlink(hq, ann)).toBe('done');
  expect(await numbersOf(hq)).toEqual(before);
  expect(await linksOf(hq)).toEqual({});
  const { feed } = await two.exchange({ cursor: 0, feedLimit: 200 });
  expect(feed.find(({ topic }) => topic === 'link')).toMatchObject({ key: ann, data: null });
});

test('[M3] merges of merged ids make one person, whose every id names the same root; taking one back leaves the others', async () => {
  await link(hq, anna, ann);
  await link(hq, hanna, johanna);
  // Anna was merged into Ann: her whole person goes along.
  await link(hq, anna, hanna);
  expect(await linksOf(hq)).toEqual({ [anna]: johanna, [ann]: johanna, [hanna]: johanna });
  expect(await link(hq, johanna, anna)).toBe('already_linked');
  expect(await link(hq, anna, anna)).toBe('already_linked');
  await unlink(hq, ann);
  expect(await linksOf(hq)).toEqual({ [anna]: ann, [hanna]: johanna });
  await unlink(hq, anna);
  await unlink(hq, hanna);
  expect(await linksOf(hq)).toEqual({});
  expect(await unlink(hq, hanna)).toBe('not_linked');
});

test('a merge said twice is one; a member who does not exist cannot be merged', async () => {
  await link(hq, ann, anna);
  expect(await link(hq, ann, anna)).toBe('done');
  expect(await hqEvents(hq, 'members_linked')).toHaveLength(1);
  expect(await link(hq, ann, memberId(99))).toBe('not_found');
});

test('[M4] what one id owes is called back from what the other has, taken from it, and given back when they were two', async () => {
  const sale = one.log.sold(anna, { amountFen: 10_000 });
  one.log.returned(anna, 100);
  two.log.sold(ann, { amountFen: 30_000 }, { at: NOW - HOUR });
  await one.exchange();
  await two.exchange();
  // The hundred went back to where she was last; there it was spent, then the sale came back.
  await one.exchange();
  one.log.redeemed(anna, rewardId(1), { points: 100 });
  one.log.refunded(sale, { member: anna, amountFen: 10_000, debt: 100, experience: 100 });
  await one.exchange();
  expect(await debtOf(anna)).toBe(100);
  const before = await numbersOf(hq);
  await link(hq, anna, ann);
  expect((await two.exchange()).recalls).toEqual([{ memberId: ann, n: 100 }]);
  two.log.returned(ann, 100);
  await two.exchange();
  expect([await debtOf(anna), (await totalOf(hq, ann)).points]).toEqual([0, 200]);
  expect((await two.exchange()).recalls).toEqual([]);
  await unlink(hq, anna);
  expect([await debtOf(anna), (await totalOf(hq, ann)).points]).toEqual([100, 300]);
  expect(await numbersOf(hq)).toEqual(before);
});

async function debtOf(member: typeof anna): Promise<number> {
  const { owed, absorbed } = await totalOf(hq, member);
  return owed - absorbed;
}

test('[M5] a want for one id is met from the pool of the other, and a visit under one is a visit under all', async () => {
  one.log.sold(anna, { amountFen: 20_000 });
  await one.exchange();
  await link(hq, anna, ann);
  one.log.returned(anna, 200);
  // Seen at branch two under the other id.
  two.log.sold(ann, { amountFen: 1000 }, { at: NOW - HOUR });
  await two.exchange();
  await one.exchange();
  const { granted, unmet } = await two.exchange({ wants: [{ memberId: ann, n: 150 }] });
  expect(unmet).toEqual([]);
  expect(granted).toMatchObject([{ memberId: anna, granted: 200 }]);
  expect([await rightsSumOf(hq, anna, 'b2'), await poolSumOf(hq, anna)]).toEqual([200, 0]);
});

test('[M6] whatever a till sold under either id while it did not know of the merge is booked and settled', async () => {
  await link(hq, ann, anna);
  one.log.sold(anna, { amountFen: 100_000 }, { at: NOW - 3 * HOUR });
  two.log.sold(ann, { amountFen: 100_000 }, { at: NOW - 2 * HOUR });
  await two.exchange();
  await one.exchange();
  expect((await totalOf(hq, anna)).points + (await totalOf(hq, ann)).points).toBe(2500);
});

const sale = fc.record({
  member: fc.nat({ max: 2 }),
  till: fc.nat({ max: 1 }),
  yuan: fc.integer({ min: 1, max: 1500 }),
  refund: fc.boolean(),
});
const act = fc.oneof(
  fc.record({ kind: fc.constant('link' as const), a: fc.nat({ max: 2 }), b: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant('unlink' as const), a: fc.nat({ max: 2 }), b: fc.constant(0) }),
);

test('[M2] however sales, refunds, merges and un-merges follow each other: when no merge is left, it is as if none had been', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(sale, act), { maxLength: 14 }), async (steps) => {
      const run = async (withLinks: boolean) => {
        const world = await openSyncHq();
        const tills = [await enrolTill(world, 'b1'), await enrolTill(world, 'b2')];
        const members = [anna, ann, hanna];
        for (const member of members) tills[0]?.log.registered(member, { name: '安娜' });
        for (const [index, step] of steps.entries()) {
          if ('kind' in step) {
            const [a, b] = [members[step.a], members[step.b]];
            if (a === undefined || b === undefined || !withLinks) continue;
            await (step.kind === 'link' ? link(world, a, b) : unlink(world, a));
            continue;
          }
          const till = tills[step.till];
          const member = members[step.member];
          if (till === undefined || member === undefined) continue;
          const id = till.log.sold(member, { amountFen: step.yuan * 100 }, { at: NOW - DAY + index * 60_000 });
          if (step.refund) till.log.refunded(id, { member, amountFen: step.yuan * 100, clawed: step.yuan, experience: step.yuan });
          await till.drain();
        }
        if (withLinks) for (const member of members) await unlink(world, member);
        for (const till of tills) await till.drain();
        await expectWhole(world);
        const numbers = await numbersOf(world);
        await world.close();
        return numbers;
      };
      expect(await run(true)).toEqual(await run(false));
    }),
    { numRuns: 12, seed: 5 },
  );
}, 120_000);
