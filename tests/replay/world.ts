import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BranchId, DEFAULT_LADDER, type UnixMs, unixMs } from '@jifen/core';
import { createHq, type Hq } from '@jifen/hq-server/server';
import { createLogger, type RandomSource, uuidAt } from '@jifen/platform';
import { type Backend, createBackend, createFileKeystore } from '@jifen/pos-desktop/backend';
import { quickHasher } from '../support/quick-hasher.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type CrashSwitch, createCrashSwitch } from '../support/chain/crash-switch.ts';
import { createFaultyLine, type FaultyLine } from '../support/chain/faulty-line.ts';
import { type Answer, bodyOf, callJson, untilDone } from '../support/chain/json-call.ts';
import { type Node, startNode } from '../support/chain/node.ts';

const HQ_URL = 'http://hq.local';
const PIN = '246810';
const ADMIN = { account: 'admin', password: 'replay-admin-9137' };

export type HqNode = Node<Hq> & { readonly crash: CrashSwitch; call(method: string, path: string, body?: unknown): Promise<Answer> };
export type TillNode = Node<Backend> & {
  readonly branch: BranchId;
  readonly crash: CrashSwitch;
  readonly line: FaultyLine;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
};

/** One HQ and its tills on real files, with a clock, chance and wires that belong to the test. */
export type World = {
  readonly now: () => UnixMs;
  setClock(at: UnixMs): void;
  readonly random: RandomSource;
  newId(): string;
  readonly hq: HqNode;
  readonly tills: readonly TillNode[];
  close(): Promise<void>;
};

export type WorldOptions = {
  readonly folder: string;
  readonly seed: number;
  readonly startsAt: UnixMs;
  readonly branches: readonly { readonly id: BranchId; readonly name: string }[];
  /** What the other tills do while one waits for points that were called back; all in reach exchange when left out. */
  readonly whileWaiting?: (asking: BranchId) => Promise<void>;
};

export async function createWorld(options: WorldOptions): Promise<World> {
  const random = seededRandom(options.seed);
  let clock: UnixMs = options.startsAt;
  const now = () => clock;
  const newId = () => uuidAt(now(), random);
  const hq = await startHqNode(options.folder, { now, random });
  const tills: TillNode[] = [];
  const rule = {
    version: 1,
    effectiveFrom: now(),
    ladder: DEFAULT_LADDER,
    campaigns: [],
    excludedTenders: ['medical_insurance'],
    expiryMonths: null,
  };
  bodyOf(await hq.call('POST', '/api/v1/rules', rule));
  // HQ pokes the tills that it calls rights back from; those in reach hear it while the asking till waits.
  const othersExchange = async (asking: BranchId) => {
    for (const till of tills) if (till.branch !== asking && !till.line.isCut) await till.run((backend) => backend.exchange());
  };
  for (const branch of options.branches) {
    bodyOf(
      await hq.call('POST', '/api/v1/branches', {
        ...branch,
        address: branch.name,
        contact: '010-00000000',
        openingHours: '08:00-22:00',
        promotions: '',
      }),
    );
    const staffId = newId();
    bodyOf(
      await hq.call('POST', '/api/v1/staff', {
        id: staffId,
        account: `till-${branch.id}`,
        name: branch.id,
        // Refunds and voids at these tills are not about who may do them alone.
        role: 'branch_manager',
        branchId: branch.id,
        pin: PIN,
        password: ADMIN.password,
      }),
    );
    tills.push(
      await startTillNode({
        folder: options.folder,
        branch: branch.id,
        staffId,
        hq,
        now,
        random,
        othersExchange: options.whileWaiting ?? othersExchange,
      }),
    );
  }
  return {
    now,
    setClock: (at) => {
      clock = unixMs(Math.max(clock, at));
    },
    random,
    newId,
    hq,
    tills,
    close: async () => {
      for (const till of tills) await till.close();
      await hq.close();
    },
  };
}

type Surroundings = { readonly now: () => UnixMs; readonly random: RandomSource };

async function startHqNode(folder: string, { now, random }: Surroundings): Promise<HqNode> {
  const crash = createCrashSwitch();
  const dataFolder = join(folder, 'hq');
  mkdirSync(dataFolder, { recursive: true });
  const logger = createLogger({ name: 'hq', level: 'silent' });
  const node = await startNode(
    () => createHq({ dataFolder, clock: now, random, hasher: quickHasher, logger, publicUrl: HQ_URL, onStep: crash.onStep }),
    crash,
  );
  await node.served().createFirstAdmin({ ...ADMIN, name: 'admin' });
  const signIn = await callJson(node.served(), { method: 'POST', url: `${HQ_URL}/api/v1/session`, body: ADMIN });
  let { token } = bodyOf<{ token: string }>(signIn);
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const send = () => node.run((served) => callJson(served, { method, url: `${HQ_URL}${path}`, token, body }));
    const answer = await send();
    if (answer.status !== 401) return answer;
    // The replay's year passes faster than a session lives.
    const again = await node.run((served) => callJson(served, { method: 'POST', url: `${HQ_URL}/api/v1/session`, body: ADMIN }));
    ({ token } = bodyOf<{ token: string }>(again));
    return await send();
  };
  return Object.assign(node, { crash, call });
}

type TillSetup = Surroundings & {
  readonly folder: string;
  readonly branch: BranchId;
  readonly staffId: string;
  readonly hq: HqNode;
  readonly othersExchange: (asking: BranchId) => Promise<void>;
};

/** Longer waits never end here: they are a person's patience, and nothing takes time. */
const SHORT_WAIT_MS = 1000;

async function startTillNode({ folder, branch, staffId, hq, now, random, othersExchange }: TillSetup): Promise<TillNode> {
  const crash = createCrashSwitch();
  const line = createFaultyLine((request) => hq.run((served) => served.fetch(request)), random);
  const dataFolder = join(folder, `till-${branch}`);
  mkdirSync(dataFolder, { recursive: true });
  const logger = createLogger({ name: 'till', level: 'silent' });
  const keystore = createFileKeystore(dataFolder);
  const timer = (delayMs: number, work: () => void) => {
    if (delayMs < SHORT_WAIT_MS) void othersExchange(branch).then(work);
    return () => undefined;
  };
  const open = () =>
    createBackend({
      dataFolder,
      clock: now,
      random,
      transport: line.transport,
      // The world's clock passes a year in minutes; nobody here types a wrong PIN.
      uptime: now,
      hasher: quickHasher,
      keystore,
      logger,
      demo: false,
      timer,
      onStep: crash.onStep,
    });
  const node = await startNode(open, crash);
  const url = (path: string) => `http://till.local${path}`;
  const { code } = bodyOf<{ code: string }>(
    await hq.call('POST', `/api/v1/branches/${branch}/enrolment-codes`, { terminalName: 'replay' }),
  );
  bodyOf(await callJson(node.served(), { method: 'POST', url: url('/api/enrol'), body: { hqUrl: HQ_URL, code, terminalName: 'replay' } }));
  await node.served().drain();
  const signIn = () => callJson(node.served(), { method: 'POST', url: url('/api/session'), body: { staffId, pin: PIN } });
  let { token } = bodyOf<{ token: string }>(await signIn());
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const send = () => node.run((served) => callJson(served, { method, url: url(path), token, body }));
    const answer = await send();
    if (answer.status !== 401) return answer;
    ({ token } = bodyOf<{ token: string }>(await untilDone(signIn)));
    return await send();
  };
  return Object.assign(node, { branch, crash, line, call });
}
