import { type BranchId, HQ_BRANCH, must, unixMs } from '@jifen/core';
import { Crash } from '../support/chain/crash-switch.ts';
import { NO_FAULTS } from '../support/chain/faulty-line.ts';
import { type Answer, bodyOf, errorCodeOf, untilDone } from '../support/chain/json-call.ts';
import type { ReplayOptions } from './options.ts';
import { createOutages, type Outages } from './outages.ts';
import { type PurchaseRow, readRows } from './read-rows.ts';
import { prepareOutFolder } from './out-folder.ts';
import { makeReport, type ReplayReport } from './report.ts';
import type { Run } from './run.ts';
import { createWorld, type TillNode, type World } from './world.ts';

const REWARD_PRICES = [100, 300, 1000, 3000] as const;
const STOCK = 1_000_000;
const HEAVY_FAULTS = { dropRequest: 0.1, dropAnswer: 0.1, double: 0.1 };
/** Chances that a till exchanges right after its own sale, and that some other till's timer fires at that moment. */
const OWN_EXCHANGE = 0.3;
const OTHER_EXCHANGE = 0.2;
const MAX_DRAIN_ROUNDS = 400;

type Replaying = Run & { readonly outages: Outages; readonly tillOf: (row: PurchaseRow) => TillNode };

/** Replays a file of purchases through real stores and a real HQ, and compares the end with the plain sequential computation. */
export async function runReplay(options: ReplayOptions, onProgress: (line: string) => void): Promise<ReplayReport> {
  const startedAt = performance.now();
  const { rows, skipped } = readRows(options);
  const first = must(rows[0], 'a row with a member and an amount');
  const branches = branchesOf(options, rows);
  prepareOutFolder(options.out);
  const world = await createWorld({ folder: options.out, seed: options.seed, startsAt: unixMs(first.at - 86_400_000), branches });
  try {
    const idByMember = await registerMembers(world, rows);
    await stockRewards(world, options);
    const run: Replaying = {
      options,
      rows,
      world,
      idByMember,
      handedOver: [],
      refusals: new Map(),
      counts: { sales: 0, redemptions: 0, exchanges: 0, crashesArmed: 0, drainRounds: 0 },
      outages: createOutages({ share: options.offline, tills: world.tills, random: world.random, startsAt: first.at }),
      tillOf: tillChooser(options, world, branches),
    };
    await replayRows(run, onProgress);
    await drain(run);
    return await makeReport({ run, skipped, wallSeconds: (performance.now() - startedAt) / 1000 });
  } finally {
    await world.close();
  }
}

function branchesOf(options: ReplayOptions, rows: readonly PurchaseRow[]): readonly { readonly id: BranchId; readonly name: string }[] {
  const names =
    options.map.branch === undefined
      ? Array.from({ length: options.branches }, (_, index) => `Branch ${index + 1}`)
      : [...new Set(rows.map(({ branch }) => branch ?? ''))];
  const ids = new Set<BranchId>([HQ_BRANCH]);
  return names.map((name, index) => {
    const slug = slugOf(name);
    // Names without a Latin letter, or alike but for their marks, have no id in them.
    const id = slug === '' || ids.has(slug) ? slugOf(`shop-${index + 1}`) : slug;
    ids.add(id);
    return { id, name };
  });
}

function slugOf(name: string): BranchId {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replaceAll(/^-|-$/g, '') as BranchId;
}

/** A mapped branch keeps its rows; else a seeded hash of the row spreads them, so that members roam. */
function tillChooser(options: ReplayOptions, { tills }: World, branches: ReturnType<typeof branchesOf>): (row: PurchaseRow) => TillNode {
  const tillByName = new Map(branches.map(({ name }, index) => [name, tills[index]]));
  return (row) =>
    must(row.branch === null ? tills[hashOf(`${options.seed}:${row.invoice}`) % tills.length] : tillByName.get(row.branch), 'till');
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}

async function registerMembers(world: World, rows: readonly PurchaseRow[]): Promise<ReadonlyMap<string, string>> {
  const idByMember = new Map<string, string>();
  const homeBranch = must(world.tills[0], 'till').branch;
  for (const { member } of rows) {
    if (idByMember.has(member)) continue;
    const id = world.newId();
    bodyOf(await world.hq.call('POST', '/api/v1/members', { id, name: `Customer ${member}`, homeBranch }));
    idByMember.set(member, id);
  }
  for (const till of world.tills) await till.served().drain();
  return idByMember;
}

async function stockRewards(world: World, options: ReplayOptions): Promise<void> {
  if (options.redeem === 0) return;
  for (const points of REWARD_PRICES) {
    const reward = {
      id: world.newId(),
      name: `Reward ${points}`,
      category: 'general',
      drugClass: 'general',
      points,
      cashFen: 0,
      pictureUrl: null,
      isActive: true,
    };
    bodyOf(await world.hq.call('POST', '/api/v1/rewards', reward));
  }
  for (const till of world.tills) {
    await till.served().drain();
    for (const { id } of await listRewards(till))
      bodyOf(await till.call('POST', '/api/stock/receive', { id: world.newId(), rewardId: id, quantity: STOCK }));
  }
}

async function listRewards(till: TillNode): Promise<readonly { readonly id: string; readonly points: number }[]> {
  return bodyOf<{ items: { id: string; points: number }[] }>(await till.call('GET', '/api/rewards')).items;
}

async function replayRows(run: Replaying, onProgress: (line: string) => void): Promise<void> {
  const { world, rows, options } = run;
  const hasFaults = options.offline > 0 || options.crash > 0;
  for (const till of world.tills) till.line.faults = hasFaults ? HEAVY_FAULTS : NO_FAULTS;
  const startedAt = performance.now();
  for (const [index, row] of rows.entries()) {
    world.setClock(row.at);
    run.outages.apply(row.at);
    const till = run.tillOf(row);
    await sell(run, till, row);
    if (world.random.fraction() < options.redeem) await redeem(run, till, row);
    if (world.random.fraction() < OWN_EXCHANGE) await exchange(run, till);
    if (world.random.fraction() < OTHER_EXCHANGE) await exchange(run, pickTill(world));
    if ((index + 1) % 500 === 0 || index + 1 === rows.length) {
      const perSecond = Math.round(((index + 1) * 1000) / (performance.now() - startedAt));
      onProgress(
        `${index + 1}/${rows.length} rows, ${run.counts.redemptions} redemptions, ${run.counts.exchanges} exchanges, ${perSecond} rows/s`,
      );
    }
  }
}

function pickTill({ random, tills }: World): TillNode {
  return must(tills[Math.floor(random.fraction() * tills.length)], 'till');
}

/** Arms a crash of the till or of HQ now and then, so that it hits inside what comes next. */
function maybeArm({ world, options, counts }: Replaying, till: TillNode): void {
  if (world.random.fraction() >= options.crash) return;
  const { crash } = world.random.fraction() < 0.7 ? till : world.hq;
  crash.arm(1 + Math.floor(world.random.fraction() * 40));
  counts.crashesArmed += 1;
}

async function sell(run: Replaying, till: TillNode, row: PurchaseRow): Promise<void> {
  const id = run.world.newId();
  const memberId = must(run.idByMember.get(row.member), 'member');
  const sale = {
    id,
    memberId,
    alias: null,
    lines: [{ kind: 'amount', amountFen: row.amountFen, earns: true }],
    tenders: [{ method: 'cash', amountFen: row.amountFen }],
  };
  bodyOf(await commandUntilDone(run, till, { path: '/api/sales', body: sale }));
  run.counts.sales += 1;
}

async function redeem(run: Replaying, till: TillNode, row: PurchaseRow): Promise<void> {
  const memberId = must(run.idByMember.get(row.member), 'member');
  const { points, debt } = bodyOf<{ points: number; debt: number }>(await untilDone(() => till.call('GET', `/api/members/${memberId}`)));
  const affordable = (await untilDone(() => listRewards(till))).filter((reward) => reward.points <= points - debt);
  const reward = affordable[Math.floor(run.world.random.fraction() * affordable.length)];
  if (reward === undefined) return;
  const body = { id: run.world.newId(), memberId, rewardId: reward.id, quantity: 1, tenders: [] };
  const answer = await commandUntilDone(run, till, { path: '/api/redemptions', body });
  if (answer.status < 400) {
    run.counts.redemptions += 1;
    run.handedOver.push({ member: row.member, points: reward.points });
  } else {
    const code = `${errorCodeOf(answer)} ${till.line.isCut ? 'line cut' : 'online'}`;
    run.refusals.set(code, (run.refusals.get(code) ?? 0) + 1);
  }
}

/** A cashier presses again, with the same command id, until there is an answer. */
async function commandUntilDone(
  run: Replaying,
  till: TillNode,
  command: { readonly path: string; readonly body: unknown },
): Promise<Answer> {
  maybeArm(run, till);
  return await untilDone(() => till.call('POST', command.path, command.body));
}

async function exchange(run: Replaying, till: TillNode): Promise<void> {
  maybeArm(run, till);
  run.counts.exchanges += 1;
  try {
    await till.run((backend) => backend.exchange());
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

/** Heals every line and lets everything run until nobody has anything more to say. */
async function drain(run: Replaying): Promise<void> {
  const { tills } = run.world;
  for (const till of tills) Object.assign(till.line, { isCut: false, faults: NO_FAULTS });
  run.world.hq.crash.disarm();
  for (const till of tills) till.crash.disarm();
  let quietRounds = 0;
  while (quietRounds < 2) {
    run.counts.drainRounds += 1;
    if (run.counts.drainRounds > MAX_DRAIN_ROUNDS) throw new Error('the tills do not come to rest');
    const before = tills.map((till) => till.crash.commits());
    for (const till of tills) await till.served().drain();
    const states = await Promise.all(tills.map(async (till) => bodyOf<{ pending: number }>(await till.call('GET', '/api/sync'))));
    const isQuiet =
      states.every(({ pending }) => pending === 0) && tills.every((till, index) => till.crash.commits() - (before[index] ?? 0) <= 2);
    quietRounds = isQuiet ? quietRounds + 1 : 0;
  }
}
