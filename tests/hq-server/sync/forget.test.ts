import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetTombstones } from '../../../apps/hq-server/src/server/sync/feed/forget.ts';
import { erase, link, unlink } from '../member/people.ts';
import { DAY, enrolTill, memberId, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const [anna, ann] = [memberId(1), memberId(2)];

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  one.log.registered(anna, { name: '安娜' });
  one.log.registered(ann, { name: '安' });
  await one.exchange();
  await two.exchange();
  await readAll(one);
  await readAll(two);
});
afterEach(() => hq.close());

async function readAll(till: TestTill) {
  for (;;) {
    const answer = await till.exchange({ cursor: till.cursor, feedLimit: 100 });
    till.cursor = answer.cursor;
    if (!answer.hasMore) return answer;
  }
}

const tombstones = async () => (await hq.hq.context.db.selectFrom('feed_gone').selectAll().execute()).map(({ topic, key }) => [topic, key]);

test('[D1] a tombstone stays until every living till has passed it, then it goes', async () => {
  await erase(hq, anna);
  expect(await tombstones()).toEqual([['member', anna]]);
  await readAll(one);
  // The till's next cursor says that it has it.
  await readAll(one);
  expect(await forgetTombstones(hq.hq.context)).toBe(0);
  expect((await readAll(two)).feed).toMatchObject([{ topic: 'member', key: anna, data: null }]);
  await readAll(two);
  expect(await forgetTombstones(hq.hq.context)).toBe(1);
  const left = await hq.hq.context.db.selectFrom('feed').selectAll().where('key', '=', anna).where('topic', '=', 'member').execute();
  expect(left).toEqual([]);
  expect((await readAll(one)).isCursorGone).toBe(false);
});

test('[D1] a record that came back is no tombstone', async () => {
  await link(hq, ann, anna);
  await unlink(hq, ann);
  await link(hq, ann, anna);
  for (const till of [one, one, two, two]) await readAll(till);
  await forgetTombstones(hq.hq.context);
  expect(await hq.hq.context.db.selectFrom('feed').select('key').where('topic', '=', 'link').execute()).toEqual([{ key: ann }]);
});

test('[D2] after 180 days it goes all the same; whoever had not heard of it reads anew, and its log is taken meanwhile', async () => {
  await erase(hq, anna);
  await readAll(one);
  await readAll(one);
  hq.advance(181 * DAY);
  expect(await forgetTombstones(hq.hq.context)).toBe(1);
  expect((await readAll(one)).isCursorGone).toBe(false);
  two.log.sold(ann, { amountFen: 1000 });
  const gone = await two.exchange({ cursor: two.cursor, feedLimit: 100 });
  expect(gone).toMatchObject({ isCursorGone: true, feed: [], cursor: two.cursor, ackSeq: two.log.head.seq });
  // It begins anew and is let through to the end, page by page.
  for (let cursor = 0, pages = 0; ; pages += 1) {
    const page = await two.exchange({ cursor, feedLimit: 1 });
    expect(page.isCursorGone).toBe(false);
    if (!page.hasMore) {
      expect(pages).toBeGreaterThan(1);
      break;
    }
    cursor = page.cursor;
  }
});

test('[D2] a till of version 1 knows no way to begin anew: it reads on, and begins anew as soon as it speaks a later version', async () => {
  await erase(hq, anna);
  hq.advance(181 * DAY);
  await forgetTombstones(hq.hq.context);
  await erase(hq, ann);
  const first = { protocol: 1, feedLimit: 100 };
  for (let pages = 0; pages < 3; pages += 1) {
    const answer = await two.exchange({ ...first, cursor: two.cursor });
    expect(answer.kind).toBe('applied');
    expect(answer).not.toHaveProperty('isCursorGone');
    two.cursor = answer.cursor;
  }
  expect(await two.exchange({ cursor: two.cursor, feedLimit: 100 })).toMatchObject({ isCursorGone: true, feed: [] });
  two.cursor = 0;
  const anew = await readAll(two);
  expect(anew.isCursorGone).toBe(false);
  expect((await readAll(two)).isCursorGone).toBe(false);
});
