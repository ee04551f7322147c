import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, unixMs } from '@jifen/core';
import { createHq } from '@jifen/hq-server/server';
import { createLogger, sha256Base64, signText } from '@jifen/platform';
import { contentDigestOf, POKE_PATH, signatureBaseOf, signatureHeaderOf, signatureInputOf } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHq } from '../../../apps/hq-server/src/server/start-hq.ts';
import { enrolTill, HQ_URL, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let till: TestTill;
beforeEach(async () => {
  hq = await openSyncHq();
  till = await enrolTill(hq, 'b1');
});
afterEach(() => hq.close());

function pokeRequest({ keys, terminal }: TestTill): Request {
  const bodySha256 = sha256Base64(new Uint8Array());
  const parameters = { created: unixMs(hq.now), keyId: terminal };
  const base = signatureBaseOf({ method: 'GET', authority: 'hq.local', path: POKE_PATH, bodySha256 }, parameters);
  const signature = signatureHeaderOf(signText(keys, base));
  return new Request(`${HQ_URL}${POKE_PATH}`, {
    headers: { 'content-digest': contentDigestOf(bodySha256), 'signature-input': signatureInputOf(parameters), signature },
  });
}

async function openLine(): Promise<{ next(): Promise<string>; close(): Promise<void> }> {
  const response = await hq.hq.fetch(pokeRequest(till));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const reader = must(response.body, 'body').getReader();
  return {
    next: async () => {
      const { value, done } = await reader.read();
      return done ? 'end' : (/event: (\w+)/.exec(new TextDecoder().decode(value))?.[1] ?? '');
    },
    close: () => reader.cancel(),
  };
}

test('a till that listens hears a heartbeat, and a poke when rights of its member are wanted elsewhere', async () => {
  const anna = memberId(1);
  till.log.registered(anna, { name: '安娜' });
  till.log.sold(anna, { amountFen: 10_000 });
  await till.exchange();
  const line = await openLine();
  expect(await line.next()).toBe('heartbeat');
  const other = await enrolTill(hq, 'b2', { startsAt: NOW - 1000 });
  other.log.sold(anna, { amountFen: 100 }, { at: NOW - 100 });
  await other.exchange();
  expect(await line.next()).toBe('poke');
  await line.close();
});

test('when HQ closes, the lines end', async () => {
  const line = await openLine();
  expect(await line.next()).toBe('heartbeat');
  hq.hq.startClosing();
  expect(await line.next()).toBe('end');
});

test('a stranger hears nothing', async () => {
  const request = pokeRequest(till);
  request.headers.set('signature', signatureHeaderOf(signText(till.keys, 'something else')));
  expect((await hq.hq.fetch(request)).status).toBe(401);
});

test('HQ served over HTTP answers, keeps its keys to itself, stops in order and starts again on the same files', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jifen-hq-serve-'));
  const logger = createLogger({ name: 'hq', level: 'silent' });
  const epochs: string[] = [];
  for (let start = 0; start < 2; start += 1) {
    const running = await startHq({ dataFolder, port: 0, logger });
    expect((await fetch(`${running.url}/livez`)).status).toBe(200);
    const row = await running.hq.context.db
      .selectFrom('incarnation')
      .select('incarnation')
      .where('branch_id', '=', 'hq' as never)
      .execute();
    epochs.push(row.map(({ incarnation }) => incarnation).join());
    await running.close();
  }
  expect(epochs[1]).toBe(epochs[0]);
  expect(statSync(join(dataFolder, 'keys.json')).mode & 0o777).toBe(0o600);
  rmSync(join(dataFolder, 'keys.json'));
  await expect(createHq({ dataFolder, clock: () => unixMs(NOW), logger })).rejects.toThrow('keys_missing');
  rmSync(dataFolder, { recursive: true, force: true });
});
