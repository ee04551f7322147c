import { must } from '@jifen/core';
import type { RandomSource } from '@jifen/platform';
import type { Backend } from '@jifen/pos-desktop/backend';
import { type Answer, callJson } from '../../support/chain/json-call.ts';
import { Violation } from '../violation.ts';
import type { MemoryKeystore } from '../template/memory-keystore.ts';
import { PIN } from '../template/build-template.ts';
import type { NodeClock } from './clock.ts';
import type { Network } from './network.ts';
import { openTill, TILL_URL } from './open-node.ts';
import { untilQuiet } from './quiet.ts';
import { createStepSwitch, type StepSwitch, type Strike } from './step-switch.ts';
import type { Timers } from './timers.ts';

/** Something a person or a timer does at a till. It may wait for the network while other things happen. */
export type Operation = {
  readonly name: string;
  readonly work: () => Promise<string>;
  /** The process died with it: nobody got an answer. */
  readonly died: () => void;
};

type Running = { readonly operation: Operation; outcome: string | null; error: unknown };

/** One till of a world with its disk. Starts when it is first needed. */
export type TillNode = {
  readonly index: number;
  readonly branch: string;
  readonly clock: NodeClock;
  readonly steps: StepSwitch;
  /** Where its disk is mounted; another one after it was replaced. */
  folder: string;
  keystore: MemoryKeystore;
  staffId: string;
  token: string;
  /** Its machine is destroyed or not set up. */
  isGone: boolean;
  backend(): Backend;
  isOpen(): boolean;
  life(): number;
  /** Outcomes of what ended by now, in the order of begin; `parked` is what still waits. */
  begin(operation: Operation): Promise<readonly string[]>;
  /** After a packet or a timer woke it. */
  settle(): Promise<readonly string[]>;
  running(): number;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The process ends without a word; `between` does something to its files. */
  die(between?: () => void): Promise<void>;
  /** Ends in good order. */
  stop(): Promise<void>;
};

export type TillNodeDeps = {
  readonly index: number;
  readonly branch: string;
  readonly folder: string;
  readonly clock: NodeClock;
  readonly random: RandomSource;
  readonly keystore: MemoryKeystore;
  readonly network: Network;
  readonly timers: Timers;
  readonly now: () => number;
  readonly staffId: string;
  readonly token: string;
  readonly hasLoop: () => boolean;
  /** It did something: whoever watches looks at its disk. */
  readonly onSettled: () => void;
  readonly onStrike: (strike: Strike) => void;
};

/** The disk has no room, as the till's own start or SQLite says it. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'disk_full' || error.code === 'SQLITE_FULL');
}

/** Turns of the loop after which an operation that waits for nothing of the world has gone astray. */
const MOST_TURNS = 200;

export function createTillNode(deps: TillNodeDeps): TillNode {
  const { index, branch, clock, random, network, timers, now } = deps;
  const steps = createStepSwitch(deps.onStrike);
  let backend: Backend | null = null;
  let life = 0;
  let running: Running[] = [];
  const timer = (delayMs: number, work: () => void) => timers.set({ till: index, life, dueAt: now() + delayMs, work });
  const open = async () => {
    const transport = network.transportOf(index, () => life);
    const { folder: dataFolder, keystore } = till;
    const opened = await openTill({ dataFolder, clock: clock.read, uptime: now, random, transport, keystore, timer, onStep: steps.onStep });
    backend = opened;
    if (deps.hasLoop()) opened.startSyncLoop();
  };
  const forget = () => {
    life += 1;
    network.dropTill(index);
    timers.drop(index);
    for (const { operation } of running) operation.died();
    running = [];
  };
  const die = async (between: () => void = () => undefined) => {
    steps.kill();
    forget();
    const dead = backend;
    backend = null;
    await dead?.close().catch(() => undefined);
    between();
    steps.reset();
  };
  const isWaiting = () => network.waitingOf(index) > 0 || timers.countOf(index) > 0;
  const settle = async () => {
    const outcomes = await runOn();
    deps.onSettled();
    return outcomes;
  };
  const runOn = async (): Promise<readonly string[]> => {
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      await untilQuiet();
      if (steps.hasCrashed()) {
        const names = running.map(({ operation }) => `${operation.name} died`);
        await die();
        return names.length === 0 ? ['died'] : names;
      }
      if (running.every(({ outcome, error }) => outcome !== null || error !== null) || isWaiting()) return collect();
    }
    throw new Violation('harness', `${branch}: ${running.map(({ operation }) => operation.name).join()} waits for nothing`);
  };
  const collect = () => {
    const ended = running.filter(({ outcome, error }) => outcome !== null || error !== null);
    const waiting = running.filter((one) => !ended.includes(one));
    running = waiting;
    for (const { error } of ended) if (error !== null) throw error;
    return [
      ...ended.map(({ operation, outcome }) => `${operation.name} ${outcome}`),
      ...waiting.map(({ operation }) => `${operation.name} parked`),
    ];
  };
  const begin = async (operation: Operation) => {
    const entry: Running = { operation, outcome: null, error: null };
    running.push(entry);
    const work = async () => {
      try {
        if (backend === null) await open();
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        operation.died();
        return 'not started: disk_full';
      }
      return await operation.work();
    };
    work().then(
      (outcome) => {
        entry.outcome = outcome;
      },
      (error: unknown) => {
        entry.error = error;
      },
    );
    return await settle();
  };
  const send = (method: string, path: string, body: unknown) =>
    callJson(till.backend(), { method, url: `${TILL_URL}${path}`, token: till.token, body });
  const till: TillNode = {
    index,
    branch,
    clock,
    steps,
    folder: deps.folder,
    keystore: deps.keystore,
    staffId: deps.staffId,
    token: deps.token,
    isGone: false,
    backend: () => must(backend, 'running till'),
    isOpen: () => backend !== null,
    life: () => life,
    begin,
    settle,
    running: () => running.length,
    call: async (method, path, body) => {
      const answer = await send(method, path, body);
      if (answer.status !== 401) return answer;
      const signIn = await send('POST', '/api/session', { staffId: till.staffId, pin: PIN });
      if (signIn.status >= 400) return signIn;
      ({ token: till.token } = signIn.body as { token: string });
      return await send(method, path, body);
    },
    die,
    stop: async () => {
      const closing = backend;
      backend = null;
      forget();
      // A disk without room cannot note the good order; the next start checks the file then.
      await closing?.close().catch((error: unknown) => {
        if (!isDiskFull(error) && !steps.hasCrashed()) throw error;
      });
      steps.reset();
    },
  };
  return till;
}
