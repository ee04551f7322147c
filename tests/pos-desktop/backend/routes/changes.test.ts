import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, openSellingTill } from '../../support/test-till.ts';

test('an open page hears what changed after every commit, and is forgotten when it leaves', async () => {
  const till = await openSellingTill();
  const request = new Request('http://till.local/api/changes', { headers: { authorization: `Bearer ${till.token}` } });
  const response = await till.backend.fetch(request);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await read()).toContain('event: heartbeat');
  bodyOf(await till.post('/api/sales', cashSale(till, null, 100)));
  expect(await read()).toMatch(/event: change\ndata: \{"topics":\["sale","member","journal","sync"\]\}/);
  await reader.cancel();
  bodyOf(await till.post('/api/sales', cashSale(till, null, 100)));
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: 4 });
});
