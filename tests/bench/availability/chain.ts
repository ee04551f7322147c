import { type BranchId, must, unixMs } from '@jifen/core';
import { rawRightsOf } from '@jifen/sync';
import { createWorld, type TillNode, type World } from '../../replay/world.ts';
import { bodyOf } from '../../support/chain/json-call.ts';
import { COSTS, type Customer, type ModelSize } from './model.ts';

/** Real tills and a real HQ; a till speaks when there is something to say, and when HQ pokes it. */
export type Chain = {
  readonly world: World;
  readonly memberIds: readonly string[];
  readonly rewardByCost: ReadonlyMap<number, string>;
  till(branch: number): TillNode;
  isReachable(branch: number): boolean;
  setCut(branch: number, isCut: boolean): void;
  setOpen(branch: number, isOpen: boolean): void;
  /** The till says all and hears all, and so do those whom HQ pokes for it, as long as there is something. */
  exchange(branch: number): Promise<void>;
  /** The tills in reach that HQ poked say and hear what there is. */
  hearPokes(): Promise<void>;
  /** Points of a member at HQ, and at other branches that a recall reaches now. */
  reachablePoints(member: string, besides: number): Promise<number>;
  close(): Promise<void>;
};

/** More rounds of pokes than one visit can make. */
const MAX_ROUNDS = 40;

export type ChainOptions = {
  readonly folder: string;
  readonly seed: number;
  readonly size: ModelSize;
  readonly customers: readonly Customer[];
  readonly startsAt: number;
  readonly placement: unknown;
};

export async function openChain({ folder, seed, size, customers, startsAt, placement }: ChainOptions): Promise<Chain> {
  const idOf = (branch: number) => `b${String(branch).padStart(3, '0')}` as BranchId;
  const branches = Array.from({ length: size.branches }, (_, branch) => ({ id: idOf(branch), name: `Shop ${branch}` }));
  const pump: { run: (asking: BranchId) => Promise<void> } = { run: () => Promise.resolve() };
  const world = await createWorld({ folder, seed, startsAt: unixMs(startsAt), branches, whileWaiting: (asking) => pump.run(asking) });
  const poked = new Set<number>();
  const cut = new Set<number>();
  const closed = new Set<number>();
  for (let branch = 0; branch < size.branches; branch += 1) {
    world.hq.served().context.pokes.subscribe(idOf(branch), () => poked.add(branch));
  }
  const till = (branch: number) => must(world.tills[branch], 'a till');
  const isReachable = (branch: number) => !cut.has(branch) && !closed.has(branch);
  const applyLine = (branch: number) => {
    till(branch).line.isCut = !isReachable(branch);
  };
  const hearPokes = async (besides: number | null) => {
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1) {
      const [next] = [...poked].filter((branch) => branch !== besides && isReachable(branch));
      if (next === undefined) return;
      poked.delete(next);
      await till(next).served().drain();
    }
  };
  pump.run = (asking) => hearPokes(branches.findIndex(({ id }) => id === asking));
  const exchange = async (branch: number) => {
    if (!isReachable(branch)) return;
    poked.delete(branch);
    await till(branch).served().drain();
    await hearPokes(null);
  };
  await useFlatLadder(world);
  const settings = bodyOf<Record<string, unknown>>(await world.hq.call('GET', '/api/v1/settings'));
  bodyOf(await world.hq.call('PUT', '/api/v1/settings', { ...settings, placement }));
  const rewardByCost = await makeRewards(world);
  const memberIds = await registerMembers(world, customers, idOf);
  for (let branch = 0; branch < size.branches; branch += 1) await exchange(branch);
  await stockRewards(world, rewardByCost);
  return {
    world,
    memberIds,
    rewardByCost,
    till,
    isReachable,
    setCut: (branch, isCut) => {
      if (isCut) cut.add(branch);
      else cut.delete(branch);
      applyLine(branch);
    },
    setOpen: (branch, isOpen) => {
      if (isOpen) closed.delete(branch);
      else closed.add(branch);
      applyLine(branch);
    },
    exchange,
    hearPokes: () => hearPokes(null),
    reachablePoints: (member, besides) =>
      reachablePoints(world, { member, here: idOf(besides), isReachable: (id) => isReachable(Number(id.slice(1))) }),
    close: () => world.close(),
  };
}

/** One point per yuan for everybody, so that the witness needs no ledger to know what a member has. */
async function useFlatLadder(world: World): Promise<void> {
  const ladder = [{ id: 'regular', name: 'regular', fromExperience: 0, rateBp: 10_000 }];
  const rule = { version: 2, effectiveFrom: world.now(), ladder, campaigns: [], excludedTenders: [], expiryMonths: null };
  bodyOf(await world.hq.call('POST', '/api/v1/rules', rule));
}

async function makeRewards(world: World): Promise<Map<number, string>> {
  const rewardByCost = new Map<number, string>();
  for (const cost of COSTS) {
    const id = world.newId();
    const reward = { id, name: `For ${cost}`, category: 'gift', drugClass: 'general', points: cost };
    bodyOf(await world.hq.call('POST', '/api/v1/rewards', reward));
    rewardByCost.set(cost, id);
  }
  return rewardByCost;
}

async function registerMembers(world: World, customers: readonly Customer[], idOf: (branch: number) => BranchId): Promise<string[]> {
  const ids: string[] = [];
  for (const { index, home } of customers) {
    const id = world.newId();
    bodyOf(await world.hq.call('POST', '/api/v1/members', { id, name: `Customer ${index}`, homeBranch: idOf(home) }));
    ids.push(id);
  }
  return ids;
}

const STOCK = 100_000;

async function stockRewards(world: World, rewardByCost: ReadonlyMap<number, string>): Promise<void> {
  for (const till of world.tills) {
    for (const rewardId of rewardByCost.values()) {
      bodyOf(await till.call('POST', '/api/stock/receive', { id: world.newId(), rewardId, quantity: STOCK }));
    }
  }
}

type Reach = { readonly member: string; readonly here: BranchId; readonly isReachable: (branch: BranchId) => boolean };

async function reachablePoints(world: World, { member, here, isReachable }: Reach): Promise<number> {
  const { db } = world.hq.served().context;
  const pool = await db
    .selectFrom('pool')
    .select('n')
    .where('member_id', '=', member as never)
    .execute();
  const rights = await db
    .selectFrom('rights')
    .selectAll()
    .where('member_id', '=', member as never)
    .execute();
  return (
    pool.reduce((sum, { n }) => sum + n, 0) +
    rights
      .filter(({ branch_id }) => branch_id !== here && isReachable(branch_id))
      .reduce((sum, row) => sum + Math.max(0, rawRightsOf(row)), 0)
  );
}
