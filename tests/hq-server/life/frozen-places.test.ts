import type { FeedData } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectWhole } from '../sync/balances.ts';
import { enrolTill, memberId, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { done, nextLife } from './life-world.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const [anna, bert] = [memberId(1), memberId(2)];

/** Anna's points lie at the first till; the second till has heard so. */
beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  one.log.registered(anna, { name: '安娜' });
  two.log.registered(bert, { name: '伯特' });
  two.log.sold(bert, { amountFen: 1000 });
  one.log.sold(anna, { amountFen: 50_000 });
  await one.exchange();
  expect(await news()).toEqual({ [anna]: [{ branch: 'b1', n: 500, isFrozen: false }], [bert]: [] });
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

/** What the second till hears anew: where the points of each member lie. */
async function news(): Promise<Record<string, unknown>> {
  const { feed, cursor } = await two.exchange({ cursor: two.cursor, feedLimit: 200 });
  two.cursor = cursor;
  const summaries = feed.filter(({ topic }) => topic === 'summary');
  return Object.fromEntries(summaries.map(({ key, data }) => [key, (data as FeedData<'summary'>).places]));
}

const FROZEN = { [anna]: [{ branch: 'b1', n: 500, isFrozen: true }] };

test('[H7] that a till is declared lost is heard of whoever has points there, and of nobody else', async () => {
  await done(hq, one, 'declare_lost');
  expect(await news()).toEqual(FROZEN);
  expect(await news()).toEqual({});
});

test('[H7] so is that another life has taken over', async () => {
  await nextLife(hq, one, '1b').exchange();
  expect(await news()).toEqual(FROZEN);
});

test('[H7] and that its log has two versions', async () => {
  const copy = await enrolTill(hq, 'b3');
  copy.log.registered(anna, { name: '安娜' });
  copy.log.sold(anna, { amountFen: 100 });
  await copy.exchange();
  await news();
  const other = nextLife(hq, copy, '3a');
  other.epoch = copy.epoch;
  other.log.registered(bert, { name: '伯特' });
  await other.send(other.request({ requestNo: 99 }));
  expect(await news()).toMatchObject({ [anna]: expect.arrayContaining([{ branch: 'b3', n: 1, isFrozen: true }]) });
});
