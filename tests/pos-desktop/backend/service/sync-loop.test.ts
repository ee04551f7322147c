import { expect, test } from 'vitest';
import { createLogger, seededRandom } from '@jifen/platform';
import { type Backend, createBackend, createFileKeystore } from '@jifen/pos-desktop/backend';
import { join } from 'node:path';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, openSellingTill, quickHasher, type TestTill } from '../../support/test-till.ts';

type Planned = { readonly at: number; readonly work: () => void };

/** A timer that fires when the test says so. */
function createTestTimer() {
  const planned = new Set<Planned>();
  let now = 0;
  const settle = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    timer: (delayMs: number, work: () => void) => {
      const plan = { at: now + delayMs, work };
      planned.add(plan);
      return () => void planned.delete(plan);
    },
    count: () => planned.size,
    pass: async (ms: number) => {
      const until = now + ms;
      for (;;) {
        await settle();
        const next = [...planned].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        planned.delete(next);
        now = next.at;
        next.work();
      }
      now = until;
    },
  };
}

async function openLooping() {
  const till = await openSellingTill();
  await till.backend.close();
  const clock = createTestTimer();
  const pokes: ReadableStreamDefaultController<Uint8Array>[] = [];
  const backend: Backend = await createBackend({
    dataFolder: till.folder,
    clock: () => till.now,
    random: seededRandom(3),
    transport: async (request) => {
      if (till.isCut) throw new TypeError('fetch failed');
      if (!request.url.endsWith('/sync/v1/poke')) return till.hq.transport(request);
      return new Response(new ReadableStream({ start: (controller) => void pokes.push(controller) }));
    },
    hasher: quickHasher,
    keystore: createFileKeystore(join(till.folder, 'keys')),
    logger: createLogger({ name: 'till', level: 'silent' }),
    demo: true,
    timer: clock.timer,
  });
  till.backend = backend;
  backend.startSyncLoop();
  return { till, clock, pokes };
}

const pendingOf = async (till: TestTill) => bodyOf<{ pending: number }>(await till.get('/api/sync')).pending;

test('the till exchanges by itself at start, then every quarter of a minute, and soon after a commit', async () => {
  const { till, clock } = await openLooping();
  const before = till.hq.requests.length;
  await clock.pass(1);
  expect(till.hq.requests.length).toBe(before + 1);
  await clock.pass(60_000);
  expect(till.hq.requests.length).toBeGreaterThanOrEqual(before + 4);
  expect(till.hq.requests.length).toBeLessThanOrEqual(before + 6);
  bodyOf(await till.post('/api/sales', cashSale(till, null, 100)));
  expect(await pendingOf(till)).toBe(1);
  await clock.pass(400);
  expect(await pendingOf(till)).toBe(0);
});

test('with the line cut it tries for ever, ever less often, and drains by itself when the line is back', async () => {
  const { till, clock } = await openLooping();
  await clock.pass(1000);
  till.isCut = true;
  for (let n = 0; n < 5; n += 1) bodyOf(await till.post('/api/sales', cashSale(till, null, 100)));
  await clock.pass(3_600_000);
  expect(await pendingOf(till)).toBe(5);
  expect((await till.get('/api/sync')).body).toMatchObject({ state: 'hq_unreachable' });
  till.isCut = false;
  await clock.pass(61_000);
  expect(await pendingOf(till)).toBe(0);
  expect((await till.get('/api/sync')).body).toMatchObject({ state: 'online' });
});

test('a poke of HQ brings an exchange at once; a broken stream is opened again', async () => {
  const { till, clock, pokes } = await openLooping();
  await clock.pass(100);
  expect(pokes).toHaveLength(1);
  const before = till.hq.requests.length;
  pokes[0]?.enqueue(new TextEncoder().encode('event: poke\ndata: {}\n\n'));
  await clock.pass(400);
  expect(till.hq.requests.length).toBe(before + 1);
  pokes[0]?.close();
  await clock.pass(5000);
  expect(pokes).toHaveLength(2);
});

test('after closing nothing is planned and nothing is sent', async () => {
  const { till, clock } = await openLooping();
  await clock.pass(1000);
  await till.backend.close();
  await clock.pass(1);
  const before = till.hq.requests.length;
  expect(clock.count()).toBe(0);
  await clock.pass(600_000);
  expect(till.hq.requests.length).toBe(before);
});
