import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { uuidAt } from '@jifen/platform';
import { must, unixMs } from '@jifen/core';
import { createChance } from '../chance.ts';
import type { Coverage } from '../coverage.ts';
import { createOracle } from '../oracle/oracle.ts';
import type { Disk } from '../oracle/truth.ts';
import type { Plan } from '../plan.ts';
import { HQ_DATABASE, type Template, TILL_DATABASE } from '../template/build-template.ts';
import { createMemoryKeystore } from '../template/memory-keystore.ts';
import type { Trace } from '../trace.ts';
import { createNodeClock, createWorldClock } from './clock.ts';
import { startHqNode } from './hq-node.ts';
import { oldBuildOf } from './old-build.ts';
import { createNetwork } from './network.ts';
import type { Sim, TillFiles } from './sim.ts';
import { createTillNode, type TillNode } from './till-node.ts';
import type { Strike } from './step-switch.ts';
import { createTimers } from './timers.ts';

export type SimDeps = {
  readonly plan: Plan;
  readonly template: Template;
  readonly folder: string;
  readonly trace: Trace;
  readonly coverage: Coverage;
};

/** A world of its own on copies of a template's files. */
export async function createSim({ plan, template, folder, trace, coverage }: SimDeps): Promise<Sim> {
  const chanceOf = (part: string) => createChance(plan.seed, part);
  const ids = chanceOf('ids');
  mkdirSync(folder, { recursive: true });
  cpSync(template.folder, folder, { recursive: true });
  const clock = createWorldClock(template.startsAt);
  const network = createNetwork({ plan, coverage, chance: chanceOf('network') });
  const hqFolder = join(folder, 'hq');
  const oracle = createOracle({ onEvent: (name) => coverage.hit(name), hqFolder, hqDatabase: HQ_DATABASE, tillDatabase: TILL_DATABASE });
  const onStrike = (strike: Strike) => coverage.hit(strike === 'crash' ? 'fault hq_crash' : 'fault hq_disk_full');
  const hq = await startHqNode({
    folder: hqFolder,
    clock: createNodeClock(clock),
    random: chanceOf('hq'),
    token: template.hqToken,
    onStrike,
    build: oldBuildOf(plan, chanceOf('old build')),
  });
  const disks = new Map<TillNode, Disk>();
  const timers = createTimers();
  const sim: Sim = {
    plan,
    coverage,
    trace,
    clock,
    network,
    timers,
    hq,
    hour: { next: clock.now() },
    oracle,
    folder,
    rewards: template.rewards,
    products: template.products,
    members: template.members.slice(0, plan.members),
    chance: chanceOf('scheduler'),
    tills: [],
    commands: [],
    backups: [],
    tillBackups: [],
    numbers: { folder: 0, phone: 0, histories: 0 },
    phones: [],
    oldTills: new Set(),
    isFaulty: true,
    newId: () => uuidAt(unixMs(clock.now()), ids),
    newFolder: (name) => join(folder, `${name}-${(sim.numbers.folder += 1)}`),
    diskOf: (till) => must(disks.get(till), `the disk of ${till.branch}`),
    setDisk: (till, disk) => disks.set(till, disk),
    addTill: (of: TillFiles) => {
      const index = sim.tills.length;
      network.lines.push({ up: true, down: true });
      const random = chanceOf(`till ${index}`);
      const hasLoop = () => sim.isFaulty && plan.hasLoops;
      const onSettled = () => {
        if (!till.isGone) oracle.touchTill(sim.diskOf(till));
      };
      const till = createTillNode({
        ...of,
        index,
        clock: createNodeClock(clock),
        random,
        network,
        timers,
        now: clock.now,
        hasLoop,
        onSettled,
        onStrike: (strike) => coverage.hit(strike === 'crash' ? 'fault till_crash' : 'fault disk_full'),
      });
      sim.tills.push(till);
      return till;
    },
  };
  for (const { branch, staffId, token, secrets } of template.tills) {
    const files = { branch, staffId, token, keystore: createMemoryKeystore(secrets), folder: join(folder, branch) };
    sim.setDisk(sim.addTill(files), oracle.truth.mount(branch, files.folder));
  }
  oracle.touchHq();
  return sim;
}

export async function closeSim(sim: Sim): Promise<void> {
  for (const till of sim.tills) await till.die();
  sim.oracle.close();
  await sim.hq.close().catch(() => undefined);
}
