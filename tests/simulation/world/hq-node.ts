import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '@jifen/core';
import type { Hq } from '@jifen/hq-server/server';
import type { RandomSource } from '@jifen/platform';
import { type Answer, callJson } from '../../support/chain/json-call.ts';
import { Crash } from '../../support/chain/crash-switch.ts';
import { doHourlyWork } from '../../../apps/hq-server/src/server/service/hourly.ts';
import { HQ_DATABASE } from '../template/build-template.ts';
import type { NodeClock } from './clock.ts';
import type { Answered, Sent } from './network.ts';
import { HQ_URL, openHq } from './open-node.ts';
import { type OldBuild, readerOf } from './old-build.ts';
import { createStepSwitch, type StepSwitch, type Strike } from './step-switch.ts';

const ADMIN = { account: 'admin', password: 'simulated-admin-9137' };

/** The one HQ of a world: serves one request at a time, dies and rises on the same files. */
export type HqNode = {
  readonly folder: string;
  readonly clock: NodeClock;
  readonly steps: StepSwitch;
  readonly served: () => Hq;
  /** Null: it died before it could answer; it runs again. */
  serve(sent: Sent, bytes: Uint8Array): Promise<Answered | null>;
  /** A person at HQ does something by the API; null as above. */
  call(method: string, path: string, body?: unknown): Promise<Answer | null>;
  /** What it does once an hour by itself. */
  doHourlyWork(): Promise<'done' | 'stopped' | 'hq died'>;
  restart(between?: () => Promise<void> | void): Promise<void>;
  /** Whether an older build runs. */
  isOld(): boolean;
  /** Today's build takes over the files. */
  upgrade(): Promise<void>;
  close(): Promise<void>;
};

export type HqNodeDeps = {
  readonly folder: string;
  readonly clock: NodeClock;
  readonly random: RandomSource;
  readonly token: string;
  readonly onStrike: (strike: Strike) => void;
  /** Null: today's. */
  readonly build: OldBuild | null;
};

export async function startHqNode({ folder, clock, random, token: firstToken, onStrike, build }: HqNodeDeps): Promise<HqNode> {
  const steps = createStepSwitch(onStrike);
  let oldBuild = build;
  let token = firstToken;
  const open = () => {
    const readBody = oldBuild === null ? {} : { readBody: readerOf(oldBuild) };
    return openHq({ dataFolder: folder, clock: clock.read, random, onStep: steps.onStep, ...readBody });
  };
  let hq: Hq | null = await open();
  const served = () => must(hq, 'running HQ');
  const restart = async (between: () => Promise<void> | void = () => undefined) => {
    steps.kill();
    await served()
      .close()
      .catch(() => undefined);
    await between();
    steps.reset();
    hq = await open();
  };
  /** Null when it died on the way. */
  const run = async <T>(work: (running: Hq) => Promise<T>): Promise<T | null> => {
    try {
      const done = await work(served());
      if (!steps.hasCrashed()) return done;
    } catch (error) {
      if (!steps.hasCrashed() && !(error instanceof Crash)) throw error;
    }
    await restart();
    return null;
  };
  const send = (method: string, path: string, body: unknown) =>
    run((running) => callJson(running, { method, url: `${HQ_URL}${path}`, token, body }));
  return {
    folder,
    clock,
    steps,
    served,
    restart,
    isOld: () => oldBuild !== null,
    upgrade: async () => {
      oldBuild = null;
      await restart();
    },
    serve: ({ method, url, headers }, bytes) =>
      run(async (running) => {
        const body = method === 'GET' ? {} : { body: Buffer.from(bytes) };
        const response = await running.fetch(
          new Request(url, { method, headers: headers.map(([name, value]): [string, string] => [name, value]), ...body }),
        );
        return { status: response.status, headers: [...response.headers], bytes: new Uint8Array(await response.arrayBuffer()) };
      }),
    call: async (method, path, body) => {
      const answer = await send(method, path, body);
      if (answer === null || answer.status !== 401) return answer;
      const signIn = await send('POST', '/api/v1/session', ADMIN);
      if (signIn === null || signIn.status >= 400) return signIn;
      ({ token } = signIn.body as { token: string });
      return await send(method, path, body);
    },
    doHourlyWork: async () => {
      try {
        return (await run((running) => doHourlyWork(running.context))) === null ? 'hq died' : 'done';
      } catch (error) {
        // Without room on its disk it goes on an hour later.
        if (served().context.store.dialect.storageCodeOf(error) === null) throw error;
        return 'stopped';
      }
    },
    close: async () => {
      const running = served();
      hq = null;
      await running.close();
    },
  };
}

/** Copies a stopped or running store's files as a power cut would find them. */
export function copyStore(from: string, to: string, database: string = HQ_DATABASE): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('-shm') });
  rmSync(join(to, `${database}-shm`), { force: true });
}
