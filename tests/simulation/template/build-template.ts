import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LADDER, type UnixMs, unixMs } from '@jifen/core';
import type { Hq } from '@jifen/hq-server/server';
import { newKey, type RandomSource, seededRandom, uuidAt } from '@jifen/platform';
import type { Backend } from '@jifen/pos-desktop/backend';
import Database from 'better-sqlite3';
import { bodyOf, callJson } from '../../support/chain/json-call.ts';
import { HQ_URL, openHq, openTill, TILL_URL } from '../world/open-node.ts';
import { createMemoryKeystore, keysOf, type MemoryKeystore } from './memory-keystore.ts';

/** How many branches a world may have. */
export const SIZES = [2, 3, 4, 6, 8, 12] as const;
export const MOST_MEMBERS = 8;
export const PIN = '246810';
export const HQ_DATABASE = 'hq.db';
export const TILL_DATABASE = 'branch.sqlite';

/** The chance of a template is always the same: worlds differ by their own seed. */
const TEMPLATE_SEED = 4711;
const BUILT_AT = Date.UTC(2026, 4, 4, 1);
const STOCK = 40;

export type TemplateTill = {
  readonly branch: string;
  readonly staffId: string;
  readonly token: string;
  readonly secrets: readonly (readonly [string, string])[];
};
export type RewardSpec = { readonly id: string; readonly points: number; readonly cashFen: number };
export type ProductSpec = { readonly id: string; readonly barcode: string; readonly priceFen: number };

/** A chain as it is on its first morning, as files that a world is copied from. */
export type Template = {
  readonly folder: string;
  readonly startsAt: UnixMs;
  readonly hqToken: string;
  readonly tills: readonly TemplateTill[];
  readonly members: readonly string[];
  readonly rewards: readonly RewardSpec[];
  readonly products: readonly ProductSpec[];
};

const ADMIN = { account: 'admin', password: 'simulated-admin-9137' };
const noStep = () => undefined;
const noTimer = () => () => undefined;

type Building = {
  readonly root: string;
  readonly random: RandomSource;
  readonly clock: () => UnixMs;
  readonly hq: Hq;
  readonly hqToken: string;
  readonly tills: (Omit<TemplateTill, 'secrets'> & { readonly backend: Backend; readonly keystore: MemoryKeystore })[];
  readonly newId: () => string;
};

/**
 * Builds one chain branch by branch through the real enrolment, and keeps it as it is at each of the sizes up to the largest wanted. What
 * a size looks like does not depend on which others are wanted.
 */
export async function buildTemplates(root: string, largest: number): Promise<void> {
  const building = await startBuilding(root);
  const members = await registerMembers(building);
  const rewards = await saveRewards(building);
  const products = await saveProducts(building);
  for (const size of SIZES.filter((other) => other <= largest)) {
    while (building.tills.length < size) await addTill(building, rewards);
    for (const { backend } of building.tills) await backend.drain();
    const template: Template = { ...keepFiles(building, size), members, rewards, products };
    writeFileSync(join(root, `template-${size}.json`), JSON.stringify(template));
  }
  for (const { backend } of building.tills) await backend.close();
  await building.hq.close();
  rmSync(join(root, 'building'), { recursive: true, force: true });
}

/** One that was built before, by this process or its parent. */
export function readTemplate(root: string, size: number): Template {
  return JSON.parse(readFileSync(join(root, `template-${size}.json`), 'utf8')) as Template;
}

async function startBuilding(root: string): Promise<Building> {
  const random = seededRandom(TEMPLATE_SEED);
  let now = BUILT_AT;
  const clock = () => unixMs((now += 1));
  const dataFolder = join(root, 'building', 'hq');
  mkdirSync(dataFolder, { recursive: true });
  const keys = { signing: keysOf('hq'), dataKey: newKey(random), indexKey: newKey(random) };
  writeFileSync(join(dataFolder, 'keys.json'), JSON.stringify(keys));
  const hq = await openHq({ dataFolder, clock, random, onStep: noStep });
  await hq.createFirstAdmin({ ...ADMIN, name: 'admin' });
  const signIn = await callJson(hq, { method: 'POST', url: `${HQ_URL}/api/v1/session`, body: ADMIN });
  const { token } = bodyOf<{ token: string }>(signIn);
  const building: Building = { root, random, clock, hq, hqToken: token, tills: [], newId: () => uuidAt(clock(), random) };
  const rule = { version: 1, effectiveFrom: clock() + 1000, ladder: DEFAULT_LADDER, campaigns: [], excludedTenders: ['medical_insurance'] };
  await callHq(building, '/api/v1/rules', { ...rule, expiryMonths: 12 });
  for (let n = 0; n < Math.max(...SIZES); n += 1) await callHq(building, '/api/v1/branches', { id: branchAt(n), name: branchAt(n) });
  return building;
}

function branchAt(n: number): string {
  return `b${(n + 1).toString().padStart(2, '0')}`;
}

async function callHq(building: Building, path: string, body: unknown): Promise<unknown> {
  return bodyOf(await callJson(building.hq, { method: 'POST', url: `${HQ_URL}${path}`, token: building.hqToken, body }));
}

async function registerMembers(building: Building): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < MOST_MEMBERS; n += 1) {
    const id = building.newId();
    await callHq(building, '/api/v1/members', { id, name: `Member ${n}`, homeBranch: branchAt(n % 2) });
    ids.push(id);
  }
  return ids;
}

async function saveRewards(building: Building): Promise<RewardSpec[]> {
  const rewards = [20, 60, 150, 400].map((points, n) => ({ id: building.newId(), points, cashFen: n === 2 ? 999 : 0 }));
  for (const { id, points, cashFen } of rewards) {
    await callHq(building, '/api/v1/rewards', { id, name: `Reward ${points}`, category: 'general', drugClass: 'general', points, cashFen });
  }
  return rewards;
}

async function saveProducts(building: Building): Promise<ProductSpec[]> {
  const products = [1290, 4999].map((priceFen, n) => ({ id: building.newId(), barcode: `690000000000${n}`, priceFen }));
  for (const [n, { id, barcode, priceFen }] of products.entries()) {
    const content = { name: `Product ${n}`, category: n === 0 ? 'general' : 'health', drugClass: 'general', earns: true };
    await callHq(building, '/api/v1/products', { id, barcode, priceFen, ...content });
  }
  return products;
}

async function addTill(building: Building, rewards: readonly RewardSpec[]): Promise<void> {
  const { hq, clock, random, hqToken, newId } = building;
  const branch = branchAt(building.tills.length);
  const staffId = newId();
  // Whoever stands at a simulated till may decide about its life too.
  const staff = {
    id: staffId,
    account: `cashier-${branch}`,
    name: branch,
    role: 'branch_manager',
    branchId: branch,
    pin: PIN,
    password: ADMIN.password,
  };
  await callHq(building, '/api/v1/staff', staff);
  const { code } = bodyOf<{ code: string }>(
    await callJson(hq, {
      method: 'POST',
      url: `${HQ_URL}/api/v1/branches/${branch}/enrolment-codes`,
      token: hqToken,
      body: { terminalName: 'till' },
    }),
  );
  const dataFolder = join(building.root, 'building', branch);
  mkdirSync(dataFolder, { recursive: true });
  const keys = keysOf(branch);
  const keystore = createMemoryKeystore([
    ['device-public-key', keys.publicKey],
    ['device-private-key', keys.privateKey],
  ]);
  const transport = (request: Request) => hq.fetch(request);
  const backend = await openTill({ dataFolder, clock, random, transport, keystore, timer: noTimer, onStep: noStep });
  const call = async (path: string, token: string | undefined, body: unknown) =>
    bodyOf<{ token: string }>(await callJson(backend, { method: 'POST', url: `${TILL_URL}${path}`, token, body }));
  await call('/api/enrol', undefined, { hqUrl: HQ_URL, code, terminalName: 'till' });
  await backend.drain();
  const { token } = await call('/api/session', undefined, { staffId, pin: PIN });
  for (const { id } of rewards) await call('/api/stock/receive', token, { id: newId(), rewardId: id, quantity: STOCK });
  building.tills.push({ branch, staffId, token, backend, keystore });
}

function keepFiles({ root, tills, hqToken, clock }: Building, count: number): Omit<Template, 'members' | 'rewards' | 'products'> {
  const folder = join(root, `template-${count}`);
  keepStore(join(root, 'building', 'hq'), join(folder, 'hq'), HQ_DATABASE);
  for (const { branch } of tills) keepStore(join(root, 'building', branch), join(folder, branch), TILL_DATABASE);
  const kept = tills.map(({ branch, staffId, token, keystore }) => ({ branch, staffId, token, secrets: [...keystore.secrets] }));
  return { folder, startsAt: clock(), hqToken, tills: kept };
}

/** All files of a store, with its write-ahead log folded in. */
function keepStore(from: string, to: string, database: string): void {
  const handle = new Database(join(from, database));
  handle.pragma('wal_checkpoint(TRUNCATE)');
  handle.close();
  cpSync(from, to, { recursive: true, filter: (path) => !/-(?:wal|shm)$/.test(path) });
}
