import { randomBytes } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import type { TerminalId } from '@jifen/core';
import { generateKeyPair } from '@jifen/platform';
import { EXCHANGE_PATH, exchangeResponseSchema, MAX_BODY_BYTES, SIGNATURE_WINDOW_MS } from '@jifen/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolTill, HQ_URL, memberId, openSyncHq, type SendOptions, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let till: TestTill;
beforeAll(async () => {
  hq = await openSyncHq();
  till = await enrolTill(hq, 'b1');
  till.log.registered(memberId(1), { name: '安娜' });
  await till.exchange();
});
afterAll(() => hq.close());

async function problemOf(body: unknown, options: SendOptions = {}): Promise<[number, string | undefined]> {
  const reply = await till.send(body, options);
  return [reply.status, reply.body.error?.code];
}

const stranger = '0190f000-0000-7000-8000-00000000ffff' as TerminalId;

test.each<[string, () => [unknown, SendOptions], number, string]>([
  ['a signature of another key', () => [till.request(), { keys: generateKeyPair() }], 401, 'signature_wrong'],
  ['a device nobody enrolled', () => [till.request(), { terminal: stranger }], 401, 'device_unknown'],
  ['a signature of long ago', () => [till.request(), { now: hq.now - SIGNATURE_WINDOW_MS - 1000 }], 401, 'signature_outside_window'],
  ['a signature of the future', () => [till.request(), { now: hq.now + SIGNATURE_WINDOW_MS + 1000 }], 401, 'signature_outside_window'],
  ['no signature', () => [till.request(), { headers: { signature: '' } }], 401, 'signature_malformed'],
  [
    'a body changed on the way',
    () => [till.request(), { alter: (bytes) => Buffer.concat([bytes, Buffer.from(' ')]) }],
    401,
    'digest_differs',
  ],
  ['a body cut on the way', () => [till.request(), { alter: (bytes) => bytes.subarray(0, 100) }], 401, 'digest_differs'],
  ['text that is no JSON', () => ['{"protocol":1,', {}], 400, 'malformed_request'],
  ['bytes that are no text', () => [Buffer.from([0xff, 0xfe, 0x7b]), {}], 400, 'malformed_request'],
  ['JSON of another shape', () => [{ ...till.request(), head: null }, {}], 400, 'malformed_request'],
  ['a list instead of an object', () => [[], {}], 400, 'malformed_request'],
  ['a member id that is none', () => [{ ...till.request(), wants: [{ memberId: 'x', n: 1 }] }, {}], 400, 'malformed_request'],
  ['a want of nothing', () => [{ ...till.request(), wants: [{ memberId: memberId(1), n: 0 }] }, {}], 400, 'malformed_request'],
  ['a later protocol', () => [{ ...till.request(), protocol: 99 }, {}], 426, 'protocol_not_supported'],
  ['another branch’s log', () => [{ ...till.request(), batch: { ...till.log.batch(9), branch: 'b2' } }, {}], 403, 'branch_mismatch'],
  [
    'a branch that does not exist',
    () => [{ ...till.request(), batch: { ...till.log.batch(9), branch: 'nowhere' } }, {}],
    403,
    'branch_mismatch',
  ],
  ['a body beyond the limit', () => [`"${'x'.repeat(MAX_BODY_BYTES)}"`, {}], 413, 'body_too_large'],
  [
    'a small body that unpacks to a large one',
    () => [`"${'x'.repeat(20 * MAX_BODY_BYTES)}"`, { isCompressed: true }],
    413,
    'body_too_large',
  ],
  ['a body that says it is packed', () => [till.request(), { headers: { 'content-encoding': 'br' } }], 400, 'malformed_request'],
  [
    'a packing that HQ does not know',
    () => [till.request(), { headers: { 'content-encoding': 'zstd' } }],
    415,
    'content_encoding_not_supported',
  ],
])('%s is refused with its code', async (_, make, status, code) => {
  const [body, options] = make();
  expect(await problemOf(body, options)).toEqual([status, code]);
});

test('a request without any signature is refused', async () => {
  const response = await hq.hq.fetch(new Request(`${HQ_URL}${EXCHANGE_PATH}`, { method: 'POST', body: '{}' }));
  expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([401, 'signature_missing']);
});

test('a till whose clock is off is told HQ’s time', async () => {
  const reply = await till.send(till.request(), { now: hq.now - 3_600_000 });
  expect(reply.body.error).toMatchObject({ code: 'signature_outside_window', serverTime: hq.now });
});

test('an answer has the shape that tills read, packed or not', async () => {
  const plain = await till.send(till.request({ feedLimit: 100 }));
  expect(exchangeResponseSchema.safeParse(plain.body).success).toBe(true);
  expect((await till.send(till.request({ feedLimit: 100 }), { isCompressed: true })).body).toEqual(plain.body);
});

test('an event beyond the limit refuses the batch', async () => {
  const large = await enrolTill(hq, 'b3');
  await large.exchange();
  large.log.fact('note', { text: 'x'.repeat(70_000) });
  const reply = await large.send(large.request());
  expect([reply.status, reply.body.error?.code]).toEqual([400, 'event_too_large']);
});

test('random bytes never make a 500', async () => {
  for (let i = 0; i < 20; i += 1) {
    const bytes = randomBytes(200);
    expect((await till.send(bytes)).status).toBe(400);
    expect((await till.send(brotliCompressSync(bytes), { headers: { 'content-encoding': 'br' } })).status).toBe(400);
  }
});

test('a revoked device is refused from then on', async () => {
  const lost = await enrolTill(hq, 'b2');
  await lost.exchange();
  await hq.hq.context.db.updateTable('terminal').set({ state: 'revoked' }).where('terminal_id', '=', lost.terminal).execute();
  const reply = await lost.send(lost.request());
  expect([reply.status, reply.body.error?.code]).toEqual([401, 'device_revoked']);
});
