import { readFileSync } from 'node:fs';
import { requestIn } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectWhole, totalOf } from './balances.ts';
import { enrolTill, memberId, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
const anna = memberId(1);

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

type Answer = Record<string, unknown> & { readonly kind: string };
const golden = JSON.parse(readFileSync('tests/fixtures/protocol/v1/exchange-responses.json', 'utf8')) as Answer[];
const keysOf = (kind: string) => Object.keys(golden.find((answer) => answer.kind === kind) ?? {}).toSorted();

async function sayInVersion1(over: object = {}): Promise<Answer> {
  const { body } = await one.send(requestIn(1, one.request(over)));
  const answer = body as unknown as Answer;
  expect(Object.keys(answer).toSorted()).toEqual(keysOf(answer.kind));
  return answer;
}

test('[N1] a till of version 1 is let in, heard, granted and fed, in words of version 1 only', async () => {
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 10_000 });
  const asked = await sayInVersion1();
  expect(asked.kind).toBe('challenge');
  one.epoch = asked['historyEpoch'] as never;
  const applied = await sayInVersion1({ join: { challenge: asked['challenge'] }, feedLimit: 50 });
  expect(applied).toMatchObject({ kind: 'applied', ackSeq: 3 });
  expect(applied['feed']).toMatchObject([{ topic: 'member' }, { topic: 'summary' }]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 100 });
  one.acked = 3;
  one.log.returned(anna, 40);
  expect(await sayInVersion1({ wants: [{ memberId: anna, n: 40 }] })).toMatchObject({ kind: 'applied', ackSeq: 4 });
  one.epoch = '00000000000000aa' as never;
  expect((await sayInVersion1()).kind).toBe('rewind');
});

test.each([0, 4, 99])('[N1] version %i is refused, with the versions that HQ answers', async (protocol) => {
  const { status, body } = await one.send({ ...one.request(), protocol, somethingNew: true });
  expect([status, body.error]).toEqual([426, { code: 'protocol_not_supported', least: 1, latest: 3 }]);
});
