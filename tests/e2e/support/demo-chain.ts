import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '@jifen/core';
import { DEMO_BRANCHES } from '../../../apps/hq-server/src/demo/branches.ts';
import { DEMO_PASSWORD, DEMO_STAFF } from '../../../apps/hq-server/src/demo/staff.ts';
import { startDemo } from '../../../scripts/start/start-demo.ts';
import { findFreePort } from '../../support/chain/child.ts';
import { bodyOf, callJson } from '../../support/chain/json-call.ts';

export type Cashier = { readonly name: string; readonly pin: string };

/** The demo chain as `npm start` makes it: HQ and one enrolled till at the first branch, on ports and files of its own. */
export type DemoChain = {
  readonly hqUrl: string;
  /** Where HQ's data lies. */
  readonly hqFolder: string;
  readonly tillUrl: string;
  readonly cashier: Cashier;
  readonly asHqAdmin: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  close(): Promise<void>;
};

export async function startDemoChain(): Promise<DemoChain> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-e2e-'));
  const [hqPort, tillPort] = [await findFreePort(), await findFreePort()];
  const demo = await startDemo({ dataFolder: folder, hqPort, tillPorts: [tillPort] });
  const hqUrl = `http://127.0.0.1:${hqPort}`;
  const credentials = { account: 'admin', password: DEMO_PASSWORD };
  const { token } = bodyOf<{ token: string }>(
    await callJson(globalThis, { method: 'POST', url: `${hqUrl}/api/v1/session`, body: credentials }),
  );
  return {
    hqUrl,
    hqFolder: join(folder, 'hq'),
    tillUrl: `http://127.0.0.1:${tillPort}`,
    cashier: cashierOf(must(DEMO_BRANCHES[0], 'a branch').id),
    asHqAdmin: async (method, path, body) => bodyOf(await callJson(globalThis, { method, url: `${hqUrl}${path}`, token, body })),
    close: async () => {
      await demo.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function cashierOf(branchId: string): Cashier {
  const { name, pin } = must(
    DEMO_STAFF.find((person) => person.role === 'cashier' && person.branchId === branchId),
    'a cashier',
  );
  return { name, pin: must(pin, 'a PIN') };
}
