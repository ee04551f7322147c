import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type UnixMs, unixMs } from '@jifen/core';
import { createHq } from '@jifen/hq-server/server';
import { argon2Hasher, createLogger, systemRandom, uuidAt } from '@jifen/platform';
import { expect, test } from 'vitest';
import { type Child, findFreePort, startChild } from '../support/chain/child.ts';
import { bodyOf, callJson } from '../support/chain/json-call.ts';
import { seededRandom } from '../support/seeded-random.ts';

const network = { fetch: (request: Request) => fetch(request) };
const KILLS = 50;
const SALE_FEN = 12_300;
const SALE_POINTS = 123;
const admin = { account: 'admin', password: 'chaos-admin-7731' };
const pin = '135790';

test(
  '50 times kill -9 of HQ and of the till amid exchanges: nothing acknowledged is lost, nothing is doubled',
  { timeout: 300_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jifen-kill-'));
    const random = seededRandom(50);
    const hqPort = await findFreePort();
    const tillPort = await findFreePort();
    const hqUrl = `http://127.0.0.1:${hqPort}`;
    mkdirSync(join(folder, 'hq'));
    const { staffId, memberId } = await seedHq(join(folder, 'hq'), hqUrl);
    const startHq = () =>
      startChild({
        entry: 'apps/hq-server/src/server/main.ts',
        port: hqPort,
        env: { JIFEN_DATA_DIR: join(folder, 'hq'), JIFEN_PUBLIC_URL: hqUrl },
        readyPath: '/livez',
      });
    const startTill = () =>
      startChild({
        entry: 'apps/pos-desktop/src/browser/main.ts',
        port: tillPort,
        env: { JIFEN_DATA_DIR: join(folder, 'till'), JIFEN_HQ_URL: hqUrl },
        readyPath: '/api/state',
      });
    let hq = await startHq();
    let till = await startTill();
    try {
      await enrol(hq, till);
      const token = await signIn(till, staffId);
      const acknowledged = new Set<string>();
      for (let kills = 0; kills < KILLS; kills += 1) {
        const isHq = random.fraction() < 0.5;
        const selling = sellFor({ till, token, memberId, sales: 4 + Math.floor(random.fraction() * 8) });
        await new Promise((resolve) => setTimeout(resolve, Math.floor(random.fraction() * 120)));
        await (isHq ? hq : till).kill();
        for (const id of await selling) acknowledged.add(id);
        if (isHq) hq = await startHq();
        else till = await startTill();
      }
      expect(acknowledged.size).toBeGreaterThan(KILLS);
      const sales = await salesAtHq({ hq, till, token, memberId });
      for (const id of acknowledged) expect(sales.ids).toContain(id);
      expect(new Set(sales.ids).size).toBe(sales.ids.length);
      expect(sales.points).toBe(expectedPoints(sales.ids.length));
      expect(await till.stop()).toBe(0);
      expect(await hq.stop()).toBe(0);
    } finally {
      await till.kill();
      await hq.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

async function seedHq(dataFolder: string, publicUrl: string): Promise<{ staffId: string; memberId: string }> {
  const clock = (): UnixMs => unixMs(Date.now());
  const hq = await createHq({
    dataFolder,
    clock,
    random: systemRandom,
    hasher: argon2Hasher,
    logger: createLogger({ name: 'hq', level: 'silent' }),
    publicUrl,
  });
  try {
    await hq.createFirstAdmin({ ...admin, name: 'admin' });
    const { token } = bodyOf<{ token: string }>(await callJson(hq, { method: 'POST', url: `${publicUrl}/api/v1/session`, body: admin }));
    const post = async (path: string, body: unknown) =>
      bodyOf(await callJson(hq, { method: 'POST', url: `${publicUrl}${path}`, token, body }));
    await post('/api/v1/branches', {
      id: 'east',
      name: '东门店',
      address: '东门',
      contact: '010-00000000',
      openingHours: '08:00-22:00',
      promotions: '',
    });
    const staffId = uuidAt(clock(), systemRandom);
    await post('/api/v1/staff', { id: staffId, account: 'cashier', name: '小陈', role: 'cashier', branchId: 'east', pin });
    const memberId = uuidAt(clock(), systemRandom);
    await post('/api/v1/members', { id: memberId, name: '张三', homeBranch: 'east' });
    return { staffId, memberId };
  } finally {
    await hq.close();
  }
}

async function enrol(hq: Child, till: Child): Promise<void> {
  const { token } = bodyOf<{ token: string }>(await callJson(network, { method: 'POST', url: `${hq.url}/api/v1/session`, body: admin }));
  const { code } = bodyOf<{ code: string }>(
    await callJson(network, {
      method: 'POST',
      url: `${hq.url}/api/v1/branches/east/enrolment-codes`,
      token,
      body: { terminalName: 'till' },
    }),
  );
  bodyOf(await callJson(network, { method: 'POST', url: `${till.url}/api/enrol`, body: { hqUrl: hq.url, code, terminalName: 'till' } }));
}

async function signIn(till: Child, staffId: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await callJson(network, { method: 'POST', url: `${till.url}/api/session`, body: { staffId, pin } });
    if (answer.status < 400) return bodyOf<{ token: string }>(answer).token;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the cashier never came down with the feed');
}

type Selling = { readonly till: Child; readonly token: string; readonly memberId: string; readonly sales: number };

/** Sells as fast as the till answers, with exchanges in between; answers the ids that the till acknowledged. */
async function sellFor({ till, token, memberId, sales }: Selling): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  for (let sold = 0; sold < sales; sold += 1) {
    const id = uuidAt(unixMs(Date.now()), systemRandom);
    const body = {
      id,
      memberId,
      alias: null,
      lines: [{ kind: 'amount', amountFen: SALE_FEN, earns: true }],
      tenders: [{ method: 'cash', amountFen: SALE_FEN }],
    };
    const answer = await callJson(network, { method: 'POST', url: `${till.url}/api/sales`, token, body }).catch(() => null);
    if (answer === null) return acknowledged;
    bodyOf(answer);
    acknowledged.push(id);
    if (sold % 2 === 1)
      await callJson(network, { method: 'POST', url: `${till.url}/api/sync/exchange`, token, body: {} }).catch(() => null);
  }
  return acknowledged;
}

async function salesAtHq({
  hq,
  till,
  token,
  memberId,
}: {
  hq: Child;
  till: Child;
  token: string;
  memberId: string;
}): Promise<{ ids: readonly string[]; points: number }> {
  for (let tries = 0; tries < 200; tries += 1) {
    await callJson(network, { method: 'POST', url: `${till.url}/api/sync/exchange`, token, body: {} });
    const { pending } = bodyOf<{ pending: number }>(await callJson(network, { method: 'GET', url: `${till.url}/api/sync`, token }));
    if (pending === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const session = bodyOf<{ token: string }>(await callJson(network, { method: 'POST', url: `${hq.url}/api/v1/session`, body: admin }));
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const url: string = `${hq.url}/api/v1/members/${memberId}/statement?limit=200${query}`;
    const page: { items: { id: string; kind: string }[]; nextCursor: string | null } = bodyOf(
      await callJson(network, { method: 'GET', url, token: session.token }),
    );
    ids.push(...page.items.filter(({ kind }) => kind === 'accrual').map(({ id }) => id));
    cursor = page.nextCursor;
  }
  const { points } = bodyOf<{ points: number }>(
    await callJson(network, { method: 'GET', url: `${hq.url}/api/v1/members/${memberId}`, token: session.token }),
  );
  return { ids, points };
}

/** 123 experience a sale: the ladder's rungs are passed on the way. */
function expectedPoints(sales: number): number {
  let points = 0;
  for (let sold = 0; sold < sales; sold += 1) {
    const experience = sold * SALE_POINTS;
    const tenths = experience >= 10_000 ? 20 : experience >= 1000 ? 15 : 10;
    points += Math.floor((SALE_FEN * tenths) / 1000);
  }
  return points;
}
