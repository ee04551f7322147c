import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, systemClock } from '@jifen/platform';
import { seedDemo } from '../../../apps/hq-server/src/demo/seed-demo.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import type { HqContext } from '../../../apps/hq-server/src/server/context.ts';
import { createHq } from '../../../apps/hq-server/src/server/create-hq.ts';
import { startHq } from '../../../apps/hq-server/src/server/start-hq.ts';
import { bodyOf, callJson } from '../../support/chain/json-call.ts';

/** The demo's HQ without tills, on a port and files of its own. */
export type DemoHq = {
  readonly url: string;
  readonly context: HqContext;
  /** Calls the API as HQ's admin, beside the browser; throws on a refusal. */
  readonly asAdmin: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  close(): Promise<void>;
};

export async function startDemoHq(): Promise<DemoHq> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jifen-e2e-hq-'));
  const logger = createLogger({ name: 'hq', level: 'silent' });
  await seed(dataFolder, logger);
  const running = await startHq({ dataFolder, port: 0, logger });
  const call = (method: string, path: string, options: { readonly token?: string; readonly body?: unknown }) =>
    callJson({ fetch: (request) => fetch(request) }, { method, url: `${running.url}/api/v1${path}`, ...options });
  const { token } = bodyOf<{ token: string }>(await call('POST', '/session', { body: { account: 'admin', password: DEMO_PASSWORD } }));
  return {
    url: running.url,
    context: running.hq.context,
    asAdmin: async (method, path, body) => bodyOf(await call(method, path, { token, ...(body === undefined ? {} : { body }) })),
    close: async () => {
      await running.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Time stands still meanwhile, so that the demo's first rule is in effect at once. */
async function seed(dataFolder: string, logger: ReturnType<typeof createLogger>): Promise<void> {
  const now = systemClock();
  const hq = await createHq({ dataFolder, clock: () => now, logger });
  try {
    await seedDemo(hq.context);
  } finally {
    await hq.close();
  }
}
