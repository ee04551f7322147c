import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '@jifen/core';
import { createLogger, systemRandom } from '@jifen/platform';
import { DEMO_BRANCHES } from '../../../apps/hq-server/src/demo/branches.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { startHq } from '../../../apps/hq-server/src/server/start-hq.ts';
import { verifyHq } from '../../../apps/hq-server/src/server/verify/verify-hq.ts';
import { startDemo } from '../../../scripts/start/start-demo.ts';
import { findFreePort } from '../../support/chain/child.ts';
import { bodyOf, callJson } from '../../support/chain/json-call.ts';
import { createCutLine, type CutLine } from './cut-line.ts';
import type { Cashier } from './demo-chain.ts';
import { personOf } from './till-flows.ts';
import { createTillProcess, type TillProcess } from './till-process.ts';

/** The demo chain on a bad day: its till dies, its line breaks, its machine is no good. */
export type HardChain = {
  readonly tillUrl: string;
  readonly till: TillProcess;
  readonly line: CutLine;
  readonly hqUrl: string;
  /** HQ's API beside the line. */
  readonly asHqAdmin: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  readonly asMember: <T>(phone: string, method: string, path: string, body?: unknown) => Promise<T>;
  /** The till's API as somebody of the shop. */
  readonly asStaff: (person: Cashier) => Promise<<T>(method: string, path: string, body?: unknown) => Promise<T>>;
  /** Waits until HQ has all that the till wrote, then recomputes HQ's store from the logs: what differs. */
  readonly settleAndVerify: () => Promise<readonly unknown[]>;
  close(): Promise<void>;
};

/** `others`: so many shops more are enrolled, whose tills are off on that day. */
export async function startHardChain(others: 0 | 1 = 0): Promise<HardChain> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-hard-'));
  const [linePort, tillPort] = [await findFreePort(), await findFreePort()];
  const tillPorts = [tillPort, ...(others === 1 ? [await findFreePort()] : [])];
  // Set up as `npm start` does it; then HQ goes behind the line and the till into a process of its own.
  await (await startDemo({ dataFolder: folder, hqPort: linePort, tillPorts })).close();
  const dataFolder = join(folder, 'hq');
  const logger = createLogger({ name: 'hq', level: 'silent' });
  const hq = await startHq({ dataFolder, port: 0, publicUrl: `http://127.0.0.1:${linePort}`, logger });
  const line = createCutLine(linePort, () => Number(new URL(hq.url).port));
  await line.heal();
  const branch = must(DEMO_BRANCHES[0], 'a branch').id;
  const till = createTillProcess({ dataFolder: join(folder, `till-${branch}`), port: tillPort, hqUrl: line.url });
  await till.start();
  const asStaff = staffAt(till.url);
  return {
    tillUrl: till.url,
    till,
    line,
    hqUrl: hq.url,
    asHqAdmin: async (method, path, body) => (await signedInAt(hq.url, '/api/v1/session', { account: 'admin' }))(method, path, body),
    asMember: async (phone, method, path, body) =>
      (await signedInAt(hq.url, '/api/v1/member-session', { identifier: phone }))(method, path, body),
    asStaff,
    settleAndVerify: async () => {
      await settle(await asStaff(personOf('renmin')));
      const verified = await verifyHq({ dataFolder, random: systemRandom, stopwatch: () => performance.now() });
      return verified.ok ? verified.value.findings : [verified.error];
    },
    close: async () => {
      await till.kill();
      await line.cut();
      await hq.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

async function signedInAt(url: string, path: string, who: object, secret: object = { password: DEMO_PASSWORD }): Promise<Call> {
  const answer = await callJson(globalThis, { method: 'POST', url: `${url}${path}`, body: { ...who, ...secret } });
  const { token } = bodyOf<{ token: string }>(answer);
  return async (method, to, body) => bodyOf(await callJson(globalThis, { method, url: `${url}${to}`, token, body }));
}

function staffAt(url: string): HardChain['asStaff'] {
  return async ({ name, pin }) => {
    const { items } = bodyOf<{ items: { id: string; name: string }[] }>(
      await callJson(globalThis, { method: 'GET', url: `${url}/api/staff` }),
    );
    const staffId = must(
      items.find((person) => person.name === name),
      name,
    ).id;
    return signedInAt(url, '/api/session', { staffId }, { pin });
  };
}

async function settle(call: Call): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    await call('POST', '/api/sync/exchange');
    const { pending, state } = await call<{ pending: number; state: string }>('GET', '/api/sync');
    if (pending === 0 && state === 'online') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('HQ never got all of it');
}
