import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import { seededRandom } from '@jifen/platform';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { verifyHq } from '../../apps/hq-server/src/server/verify/verify-hq.ts';
import { createWorld, type TillNode, type World } from '../replay/world.ts';
import { bodyOf, errorCodeOf } from '../support/chain/json-call.ts';

type Chain = {
  readonly world: World;
  readonly folder: string;
  readonly east: TillNode;
  readonly west: TillNode;
  readonly memberId: string;
};

/** Two tills and a real HQ; a member with 800 points at the east. */
async function openChain(): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-again-'));
  const branches = ['east', 'west'].map((id) => ({ id: id as BranchId, name: id }));
  const world = await createWorld({ folder, seed: 11, startsAt: unixMs(Date.UTC(2026, 6, 31, 4)), branches });
  onTestFinished(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [east, west] = world.tills;
  const memberId = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: memberId, name: '张三', phone: '13800138000', homeBranch: 'east' }));
  const chain = { world, folder, east: must(east, 'till'), west: must(west, 'till'), memberId };
  await settle(chain);
  await sell(chain, chain.east, 80_000);
  await settle(chain);
  return chain;
}

async function settle({ world }: Pick<Chain, 'world'>): Promise<void> {
  for (let round = 0; round < 4; round += 1) for (const till of world.tills) await till.served().drain();
}

async function sell({ world, memberId }: Chain, till: TillNode, amountFen: number): Promise<void> {
  const lines = [{ kind: 'amount', amountFen, earns: true }];
  bodyOf(await till.call('POST', '/api/sales', { id: world.newId(), memberId, lines, tenders: [{ method: 'cash', amountFen }] }));
}

async function codeFor({ world }: Chain, branch: string): Promise<string> {
  return bodyOf<{ code: string }>(await world.hq.call('POST', `/api/v1/branches/${branch}/enrolment-codes`, { terminalName: 'again' }))
    .code;
}

/** What a copy of HQ from before the enrolment knows of the terminal. */
function forgetTerminals({ folder }: Chain, branch: string): void {
  const db = new Database(join(folder, 'hq', 'hq.db'));
  db.pragma('foreign_keys=OFF');
  const terminals = `select terminal_id from terminal where branch_id = '${branch}'`;
  db.exec(`delete from card_block where terminal_id in (${terminals}); delete from terminal where branch_id = '${branch}'`);
  db.close();
}

const memberAtHq = async ({ world, memberId }: Chain) =>
  bodyOf<{ points: number; totalSpendFen: number }>(await world.hq.call('GET', `/api/v1/members/${memberId}`));
const lives = async ({ world }: Chain) =>
  bodyOf<{ items: { state: string }[] }>(await world.hq.call('GET', '/api/v1/incarnations?branchId=east')).items.map(({ state }) => state);

async function findingsAtHq({ folder }: Chain): Promise<readonly string[]> {
  const verified = await verifyHq({ dataFolder: join(folder, 'hq'), random: seededRandom(1), stopwatch: () => 0 });
  return verified.ok ? verified.value.findings.map(({ code }) => code) : [verified.error.code];
}

test('a till that HQ forgot keeps its life, its log and its points when it is enrolled again, and HQ gets what waited', async () => {
  const chain = await openChain();
  const { east, memberId } = chain;
  forgetTerminals(chain, 'east');
  await sell(chain, east, 20_000);
  expect(await east.served().drain()).toEqual({ kind: 'refused', code: 'device_unknown' });
  expect((await east.call('GET', '/api/state')).body).toMatchObject({ reEnrol: 'refused' });
  const code = await codeFor(chain, 'east');
  bodyOf(await east.call('POST', '/api/re-enrol', { code }));
  // The answer was lost, and the same is sent again: HQ says the same.
  bodyOf(await east.call('POST', '/api/re-enrol', { code }));
  await settle(chain);
  expect(await lives(chain)).toEqual(['active']);
  expect((await east.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ points: 1000, usableHere: 1000, name: '张三' });
  expect(await memberAtHq(chain)).toMatchObject({ points: 1000, totalSpendFen: 100_000 });
  await sell(chain, east, 10_000);
  await settle(chain);
  expect(await memberAtHq(chain)).toMatchObject({ totalSpendFen: 110_000 });
  expect(await findingsAtHq(chain)).toEqual([]);
});

test('a code for another shop is used up and changes nothing at the till', async () => {
  const chain = await openChain();
  const { east } = chain;
  expect(errorCodeOf(await east.call('POST', '/api/re-enrol', { code: await codeFor(chain, 'west') }))).toBe('enrolled_other_branch');
  expect(errorCodeOf(await east.call('POST', '/api/re-enrol', { code: 'AAAA-BBBB-CCCC-DDDD' }))).toBe('enrolment_refused');
  await sell(chain, east, 5000);
  await settle(chain);
  expect(await memberAtHq(chain)).toMatchObject({ totalSpendFen: 85_000 });
  expect(await findingsAtHq(chain)).toEqual([]);
});

test('a copy on a machine without keys comes to HQ whole once it is enrolled; what only the lost key opens is missing, and named', async () => {
  const chain = await openChain();
  const { world, folder, east } = chain;
  east.line.isCut = true;
  const newcomer = world.newId();
  bodyOf(await east.call('POST', '/api/members', { id: newcomer, name: '李四', phone: '13900139000', cardNumber: null, password: null }));
  const copy = join(folder, 'copy.sqlite');
  east.served().backup(copy);
  await east.served().close();
  const data = join(folder, 'till-east');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  renameSync(copy, join(data, 'branch.sqlite'));
  await east.restart();
  east.line.isCut = false;
  const send = async (path: string, body: object) =>
    await east.served().fetch(
      new Request(`http://till.local${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  expect((await send('/api/re-enrol', { code: await codeFor(chain, 'east') })).status).toBe(200);
  await settle(chain);
  // PINs came from HQ again, so that the world's own person can sign in.
  await sell(chain, east, 10_000);
  await settle(chain);
  expect((await east.call('GET', `/api/members/${chain.memberId}`)).body).toMatchObject({ phone: '13800138000' });
  expect((await east.call('GET', '/api/sync')).body).toMatchObject({ pending: 0, recoveryPending: 0, forkedLives: 0 });
  expect(await memberAtHq(chain)).toMatchObject({ totalSpendFen: 90_000 });
  expect((await lives(chain)).toSorted()).toEqual(['active', 'in_doubt']);
  expect((await world.hq.call('GET', `/api/v1/members/${newcomer}`)).status).toBe(200);
  // Nobody erased it: HQ's own check says where a person's data is missing.
  expect(await findingsAtHq(chain)).toEqual(['private_missing']);
});
