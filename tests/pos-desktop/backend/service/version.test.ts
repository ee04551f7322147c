import { brotliDecompressSync } from 'node:zlib';
import { responseIn } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, feedMember, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

async function said(request: Request): Promise<Record<string, unknown>> {
  const bytes = Buffer.from(await request.clone().arrayBuffer());
  const text = request.headers.get('content-encoding') === 'br' ? brotliDecompressSync(bytes) : bytes;
  return JSON.parse(text.toString('utf8')) as Record<string, unknown>;
}

/** HQ as a build of version 1 speaks: it refuses what is newer, and says nothing that came later. */
function speakVersion1(till: TestTill, requests: Record<string, unknown>[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = await said(request);
    requests.push(body);
    if (body['protocol'] !== 1) {
      return Response.json({ error: { code: 'protocol_not_supported', least: 1, latest: 1 } }, { status: 426 });
    }
    const answer = await (await till.hq.exchange(request)).json();
    return Response.json(responseIn(1, answer as never));
  };
}

test('[N2] a till that is newer than HQ speaks HQ’s version, without a word that HQ does not know, and loses nothing', async () => {
  const till = await openSellingTill();
  const requests: Record<string, unknown>[] = [];
  const old = speakVersion1(till, requests);
  for (let i = 0; i < 40; i += 1) till.hq.instead.push(old);
  feedMember(till, { id: ZHANG, name: '张三', phone: '13800000001' });
  expect(await till.backend.drain()).toMatchObject({ kind: 'applied', isDrained: true });
  expect((await till.post('/api/sales', cashSale(till, ZHANG, 1000))).status).toBe(200);
  expect(await till.backend.drain()).toMatchObject({ kind: 'applied', isDrained: true });
  expect(requests.map(({ protocol }) => protocol)).toEqual([3, ...requests.slice(1).map(() => 1)]);
  const first = ['protocol', 'historyEpoch', 'join', 'batch', 'head', 'granted', 'wants', 'cursor', 'feedLimit', 'app', 'types'];
  for (const request of requests.slice(1)) expect(Object.keys(request).toSorted()).toEqual(first.toSorted());
  expect(till.hq.events.at(-1)?.envelope.type).toBe('sale_recorded');
  // An hour later HQ may have been upgraded.
  till.hq.instead.length = 0;
  till.now = (till.now + 3_600_000) as typeof till.now;
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.protocol).toBe(3);
});

test('[N2] a till that is too old for HQ goes on selling and says what is wrong', async () => {
  const till = await openSellingTill();
  const refuse = () => Response.json({ error: { code: 'protocol_not_supported', least: 7, latest: 9 } }, { status: 426 });
  till.hq.instead.push(refuse, refuse, refuse);
  expect(await till.backend.exchange()).toEqual({ kind: 'failed', code: 'protocol_not_supported' });
  expect(bodyOf<{ code: string }>(await till.get('/api/sync'))).toMatchObject({ state: 'error', code: 'protocol_not_supported' });
  expect((await till.post('/api/sales', cashSale(till, null, 1000))).status).toBe(200);
});
