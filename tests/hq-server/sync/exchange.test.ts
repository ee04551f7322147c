import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolTill, memberId, openSyncHq, type SyncHq } from './sync-hq.ts';

let hq: SyncHq;
beforeEach(async () => {
  hq = await openSyncHq();
});
afterEach(() => hq.close());

const anna = memberId(1);

test('a new till is challenged, joins and its log is booked', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.registered(anna, { name: '安娜', phone: '13800000001' });
  till.log.sold(anna, { amountFen: 12_345 });
  const first = await till.send(till.request());
  expect(first.body).toMatchObject({ kind: 'challenge' });
  expect((await till.send(till.request())).body).toEqual(first.body);
  const answer = await till.exchange();
  expect(answer).toMatchObject({ kind: 'applied', ackSeq: 3, ackHash: till.log.head.hash, dispositions: [] });
  const total = await hq.hq.context.db.selectFrom('member_total').selectAll().where('member_id', '=', anna).executeTakeFirstOrThrow();
  expect(total).toMatchObject({ points: 123, experience: 123, purchases: 1, spend_fen: 12_345, earned: 123, last_branch: 'b1' });
});
