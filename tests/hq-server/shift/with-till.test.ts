import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import { expect, onTestFinished, test } from 'vitest';
import { createWorld, type TillNode, type World } from '../../replay/world.ts';
import { bodyOf } from '../../support/chain/json-call.ts';
import { verify } from '../verify/damaged-store.ts';

type Chain = { readonly world: World; readonly till: TillNode; readonly folder: string; readonly member: string };

/** A till and a real HQ. */
async function openChain(): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-shift-'));
  const branches = [{ id: 'east' as BranchId, name: '东门店' }];
  const world = await createWorld({ folder, seed: 5, startsAt: unixMs(Date.UTC(2026, 6, 31, 4)), branches });
  onTestFinished(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const member = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: member, name: '张三', homeBranch: 'east' }));
  const till = must(world.tills[0], 'till');
  await till.served().drain();
  return { world, till, folder, member };
}

const sell = async ({ world, till, member }: Chain, amountFen: number) => {
  const lines = [{ kind: 'amount', amountFen, earns: true }];
  const tenders = [{ method: 'cash', amountFen }];
  bodyOf(await till.call('POST', '/api/sales', { id: world.newId(), memberId: member, alias: null, lines, tenders }));
};
const openShift = async ({ world, till }: Chain) =>
  bodyOf<{ shift: { id: string } }>(await till.call('POST', '/api/shift/open', { id: world.newId(), floatFen: 1000 })).shift.id;
const closeShift = async ({ world, till }: Chain, countedFen: number) =>
  bodyOf<{ z: { totals: object } }>(await till.call('POST', '/api/shift/close', { id: world.newId(), countedFen })).z;
const hqOf = async <T>({ world }: Chain, path: string) => bodyOf<T>(await world.hq.call('GET', `/api/v1/${path}`));

type Row = {
  verdict: string | null;
  report: { totals: object } | null;
  held: { totals: object; differences: string[]; lives: number } | null;
};

test('[Z7] a shift that was closed offline is at HQ once the till was heard, confirmed, with HQ’s own sums beside it', async () => {
  const chain = await openChain();
  const { till, folder } = chain;
  till.line.isCut = true;
  const id = await openShift(chain);
  await sell(chain, 5000);
  const z = await closeShift(chain, 5990);
  expect(await hqOf(chain, 'shifts')).toEqual({ items: [], nextCursor: null });
  till.line.isCut = false;
  await till.served().drain();
  const row = { id, branchId: 'east', expectedFen: 6000, countedFen: 5990, differenceFen: -10, verdict: 'confirmed' };
  expect((await hqOf<{ items: object[] }>(chain, 'shifts')).items).toMatchObject([row]);
  const record = await hqOf<Row>(chain, `shifts/${id}`);
  expect(record).toMatchObject({ ...row, held: { differences: [], lives: 1 } });
  expect(record.report?.totals).toEqual(z.totals);
  expect(await hqOf(chain, 'exceptions')).toMatchObject({ items: [] });
  expect((await verify(join(folder, 'hq'))).findings).toEqual([]);
});

test('[Z2] [Z7] a report over two lives of a till agrees with HQ once both logs are there', async () => {
  const chain = await openChain();
  const { till, folder } = chain;
  const id = await openShift(chain);
  await sell(chain, 5000);
  await till.served().drain();
  till.line.isCut = true;
  await sell(chain, 300);
  const backup = join(folder, 'backup.sqlite');
  till.served().backup(backup);
  await till.served().close();
  const path = join(folder, 'till-east', 'branch.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  renameSync(backup, path);
  await till.restart();
  await sell(chain, 70);
  await closeShift(chain, 6370);
  till.line.isCut = false;
  for (let round = 0; round < 6; round += 1) await till.served().drain();
  const record = await hqOf<Row>(chain, `shifts/${id}`);
  expect(record).toMatchObject({ verdict: null, differenceFen: 0, held: { differences: [], lives: 2 } });
  const { items } = await hqOf<{ items: { kind: string }[] }>(chain, 'exceptions');
  expect(items.map(({ kind }) => kind)).not.toContain('shift_contradicts_log');
  expect((await verify(join(folder, 'hq'))).findings).toEqual([]);
});
