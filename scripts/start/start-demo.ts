import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must, type UnixMs, unixMs } from '@jifen/core';
import { createLogger, type Logger } from '@jifen/platform';
import { DEMO_BRANCHES, type DemoBranch } from '../../apps/hq-server/src/demo/branches.ts';
import { demoDataAt } from '../../apps/hq-server/src/demo/demo-data.ts';
import { seedDemo } from '../../apps/hq-server/src/demo/seed-demo.ts';
import { DEMO_PASSWORD, DEMO_STAFF } from '../../apps/hq-server/src/demo/staff.ts';
import { startHq } from '../../apps/hq-server/src/server/start-hq.ts';
import { createHq } from '../../apps/hq-server/src/server/create-hq.ts';
import { type BrowserTill, startBrowserTill } from '../../apps/pos-desktop/src/browser/serve-browser.ts';
import { bannerOf } from './banner.ts';
import { buildPages } from './build-pages.ts';
import { type DemoFolder, takeDemoFolder } from './demo-folder.ts';
import { assertPortsAreFree } from './free-port.ts';
import { prepareTill } from './prepare-till.ts';
import type { StartOptions } from './start-options.ts';

export type StartedDemo = { readonly banner: string; readonly close: () => Promise<void> };

/** Starts HQ and the tills, the first time with the demo chain in them. All is up when it resolves; nothing is left open when it throws. */
export async function startDemo(options: StartOptions): Promise<StartedDemo> {
  const { hqPort, tillPorts } = options;
  await assertPortsAreFree([{ port: hqPort, setting: 'JIFEN_PORT' }, ...tillPorts.map((port) => ({ port, setting: 'JIFEN_POS_PORTS' }))]);
  const folder = takeDemoFolder(options.dataFolder, Date.now());
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.toReversed()) await step();
    folder.release();
  };
  try {
    const demo = await startParts(options, folder, closing);
    return { banner: bannerOf({ ...demo, dataFolder: folder.path, isNew: folder.isNew, startedInMs: performance.now() }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Parts = { readonly hqUrl: string; readonly tills: readonly { readonly url: string; readonly branch: DemoBranch }[] };

async function startParts({ hqPort, tillPorts }: StartOptions, folder: DemoFolder, closing: (() => Promise<void>)[]): Promise<Parts> {
  const logFolder = join(folder.path, 'logs');
  mkdirSync(logFolder, { recursive: true });
  await Promise.all([buildPages(join(logFolder, 'build.log')), seedHq(folder, loggerAt(logFolder, 'hq'))]);
  const hqUrl = `http://127.0.0.1:${hqPort}`;
  const hq = await startHq({ dataFolder: join(folder.path, 'hq'), port: hqPort, publicUrl: hqUrl, logger: loggerAt(logFolder, 'hq') });
  closing.push(() => hq.close());
  const tills = await Promise.all(
    tillPorts.map(async (port, i) => {
      const branch = must(DEMO_BRANCHES[i], 'a branch for the till');
      const name = `till-${branch.id}`;
      const till = await startBrowserTill({
        dataFolder: join(folder.path, name),
        port,
        hqUrl,
        demo: true,
        logger: loggerAt(logFolder, name),
      });
      closing.push(() => till.close());
      return { ...till, branch };
    }),
  );
  for (const till of tills) if (!folder.isReady(till.branch.id)) await openShop(till, folder, hqUrl);
  return { hqUrl, tills };
}

/** Makes HQ's data beside its place and moves it there when it is whole: a start that is cut off leaves none. */
async function seedHq(folder: DemoFolder, logger: Logger): Promise<void> {
  const [path, unfinished] = [join(folder.path, 'hq'), join(folder.path, 'hq.new')];
  if (existsSync(path)) return;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const hq = await createHq({ dataFolder: unfinished, clock: () => madeAtOf(folder), logger });
  try {
    await seedDemo(hq.context);
  } finally {
    await hq.close();
  }
  renameSync(unfinished, path);
}

async function openShop(
  { url, backend, branch }: BrowserTill & { readonly branch: DemoBranch },
  folder: DemoFolder,
  hqUrl: string,
): Promise<void> {
  const staff = (role: string, branchId: string | null) =>
    must(
      DEMO_STAFF.find((person) => person.role === role && person.branchId === branchId),
      role,
    );
  const manager = staff('branch_manager', branch.id);
  await prepareTill({
    url,
    branch,
    drain: () => backend.drain(),
    hq: { url: hqUrl, account: staff('hq_admin', null).account, password: DEMO_PASSWORD },
    manager: { name: manager.name, pin: must(manager.pin, 'PIN') },
    rewards: demoDataAt(madeAtOf(folder)).rewards,
    madeAt: folder.madeAt,
  });
  folder.markReady(branch.id);
}

function madeAtOf({ madeAt }: DemoFolder): UnixMs {
  return unixMs(madeAt);
}

/** Into files, so that the banner stays in sight. */
function loggerAt(folder: string, name: string): Logger {
  const file = join(folder, `${name}.log`);
  return createLogger({ name, level: 'info' }, { write: (line) => appendFileSync(file, line) });
}
