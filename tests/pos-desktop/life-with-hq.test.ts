import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createWorld, type TillNode, type World } from '../replay/world.ts';
import { bodyOf, errorCodeOf } from '../support/chain/json-call.ts';

type Chain = {
  readonly world: World;
  readonly folder: string;
  readonly east: TillNode;
  readonly west: TillNode;
  readonly memberId: string;
  readonly rewardId: string;
};

/** Two tills and a real HQ; a member with 800 points at the east, a reward for 500. */
async function openChain(): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-lives-'));
  const branches = [
    { id: 'east' as BranchId, name: '东门店' },
    { id: 'west' as BranchId, name: '西门店' },
  ];
  const world = await createWorld({ folder, seed: 7, startsAt: unixMs(Date.UTC(2026, 6, 31, 4)), branches });
  onTestFinished(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [east, west] = world.tills;
  const memberId = world.newId();
  const rewardId = world.newId();
  const reward = { name: '杯子', category: '家居', drugClass: 'general', points: 500, cashFen: 0, pictureUrl: null, isActive: true };
  bodyOf(await world.hq.call('POST', '/api/v1/rewards', { id: rewardId, ...reward }));
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: memberId, name: '张三', homeBranch: 'east' }));
  const chain = { world, folder, east: must(east, 'till'), west: must(west, 'till'), memberId, rewardId };
  await settle(chain);
  for (const till of world.tills) bodyOf(await till.call('POST', '/api/stock/receive', { id: world.newId(), rewardId, quantity: 9 }));
  await sell(chain, chain.east, 80_000);
  await settle(chain);
  return chain;
}

async function sell({ world, memberId }: Chain, till: TillNode, amountFen: number): Promise<void> {
  const lines = [{ kind: 'amount', amountFen, earns: true }];
  bodyOf(await till.call('POST', '/api/sales', { id: world.newId(), memberId, lines, tenders: [{ method: 'cash', amountFen }] }));
}

const redeem = ({ world, memberId, rewardId }: Chain, till: TillNode) =>
  till.call('POST', '/api/redemptions', { id: world.newId(), memberId, rewardId, quantity: 1 });

async function settle({ world }: Pick<Chain, 'world'>): Promise<void> {
  for (let round = 0; round < 4; round += 1) for (const till of world.tills) await till.served().drain();
}

const backUp = ({ folder }: Chain, till: TillNode, name: string) => {
  const file = join(folder, `${name}.sqlite`);
  till.served().backup(file);
  return file;
};

/** The till stops, its database is replaced by the backup, or goes, and it starts again. */
async function replaceDatabase({ folder }: Chain, till: TillNode, file: string | null): Promise<void> {
  const path = join(folder, `till-${till.branch}`, 'branch.sqlite');
  await till.served().close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  if (file !== null) renameSync(file, path);
  await till.restart();
}

type Life = { incarnation: string; state: string };
const lives = async ({ world }: Chain, branch: string) =>
  bodyOf<{ items: Life[] }>(await world.hq.call('GET', `/api/v1/incarnations?branchId=${branch}`)).items;
const act = async (chain: Chain, incarnation: string, what: string) =>
  bodyOf(
    await chain.world.hq.call('POST', `/api/v1/incarnations/east/${incarnation}/acts`, {
      id: chain.world.newId(),
      act: what,
      reason: 'looked at by a person',
    }),
  );

function hashesIn(path: string, sql: string): string[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).pluck().all().map(String);
  } finally {
    db.close();
  }
}
const tillLog = ({ folder }: Chain) =>
  hashesIn(join(folder, 'till-east', 'branch.sqlite'), 'select hash from log order by incarnation_no, seq');
const hqHashes = ({ folder }: Chain) => new Set(hashesIn(join(folder, 'hq', 'hq.db'), `select hash from event where branch_id = 'east'`));

test('a restored till’s two logs come whole to HQ; the old rights are nobody’s until a person closes that life', async () => {
  const chain = await openChain();
  const { world, east, west, memberId } = chain;
  east.line.isCut = true;
  await sell(chain, east, 20_000);
  const backup = backUp(chain, east, 'backup');
  await replaceDatabase(chain, east, backup);
  world.setClock(unixMs(world.now() + 60_000));
  await sell(chain, east, 60_000);
  expect((await redeem(chain, east)).status).toBe(200);
  east.line.isCut = false;
  await settle(chain);
  const known = hqHashes(chain);
  expect(tillLog(chain).filter((hash) => !known.has(hash))).toEqual([]);
  const [old, present] = ['in_doubt', 'active'].map((state) =>
    lives(chain, 'east').then((all) => all.find((life) => life.state === state)),
  );
  expect(await present).toBeDefined();
  // 800 + 200 of the old life are frozen; 60,000 fen × 1.5 (VIP at 1,000 experience) − 500 are here.
  expect((await east.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ usableHere: 400, points: 1400, experience: 1600 });
  expect(errorCodeOf(await redeem(chain, west))).toBe('insufficient_points');
  await act(chain, must(await old, 'old life').incarnation, 'close_recovered');
  await settle(chain);
  expect((await redeem(chain, west)).status).toBe(200);
  await settle(chain);
  expect((await east.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ points: 900 });
});

test('a till restored to before what HQ has is let in anew, and nothing is spent twice', async () => {
  const chain = await openChain();
  const { east, memberId } = chain;
  const backup = backUp(chain, east, 'backup');
  expect((await redeem(chain, east)).status).toBe(200);
  await settle(chain);
  await replaceDatabase(chain, east, backup);
  // It remembers 800 points that were spent down to 300 since.
  expect(errorCodeOf(await redeem(chain, east))).toBe('insufficient_points');
  await settle(chain);
  expect(errorCodeOf(await redeem(chain, east))).toBe('insufficient_points');
  expect((await east.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ points: 300, usableHere: 0 });
  expect((await lives(chain, 'east')).map(({ state }) => state).toSorted()).toEqual(['active', 'in_doubt']);
});

test('a wiped till comes back by itself with staff, members and rules from HQ', async () => {
  const chain = await openChain();
  const { east, memberId } = chain;
  await replaceDatabase(chain, east, null);
  await settle(chain);
  expect((await east.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ points: 800, experience: 800, usableHere: 0 });
  await sell(chain, east, 50_000);
  expect((await redeem(chain, east)).status).toBe(422);
  bodyOf(await east.call('POST', '/api/stock/receive', { id: chain.world.newId(), rewardId: chain.rewardId, quantity: 1 }));
  expect((await redeem(chain, east)).status).toBe(200);
  await settle(chain);
  expect((await east.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ points: 800 });
});

test('a draining till gives everything back, is closed at its day’s end, and its member spends elsewhere', async () => {
  const chain = await openChain();
  const { east, west } = chain;
  const [life] = await lives(chain, 'east');
  await act(chain, must(life, 'life').incarnation, 'start_draining');
  await settle(chain);
  expect((await east.call('GET', '/api/sync')).body).toMatchObject({ life: 'draining', pending: 0 });
  bodyOf(await east.call('POST', '/api/sync/return-rights', {}));
  await settle(chain);
  expect((await east.call('GET', '/api/sync')).body).toMatchObject({ life: 'closed', pending: 0 });
  expect(await lives(chain, 'east')).toMatchObject([{ state: 'closed' }]);
  expect(errorCodeOf(await redeem(chain, east))).toBe('till_closed');
  expect((await redeem(chain, west)).status).toBe(200);
});
