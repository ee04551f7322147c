import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, openSellingTill, type TestTill } from '../../support/test-till.ts';

async function openPage(till: TestTill) {
  const request = new Request('http://till.local/api/changes', { headers: { authorization: `Bearer ${till.token}` } });
  const response = await till.backend.fetch(request);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await read()).toContain('event: heartbeat');
  return { reader, read };
}

test('an open page hears what changed after every commit, and is forgotten when it leaves', async () => {
  const till = await openSellingTill();
  const { reader, read } = await openPage(till);
  bodyOf(await till.post('/api/sales', cashSale(till, null, 100)));
  expect(await read()).toMatch(/event: change\ndata: \{"topics":\["sale","member","journal","sync"\]\}/);
  await reader.cancel();
  bodyOf(await till.post('/api/sales', cashSale(till, null, 100)));
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: 4 });
});

test('an open page hears of settings that another one changed: it would send the former ones back', async () => {
  const till = await openSellingTill();
  const { reader, read } = await openPage(till);
  const settings = bodyOf<object>(await till.get('/api/settings'));
  bodyOf(await till.call('PUT', '/api/settings', { ...settings, isLargeText: true }));
  expect(await read()).toContain('data: {"topics":["settings"]}');
  await reader.cancel();
});
