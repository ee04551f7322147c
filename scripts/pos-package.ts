import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildMain, buildPage } from './pos/build-till.ts';
import { packageTill } from './pos/package-till.ts';

/**
 * `npm run pos:package -- [--system linux-x64 …] [--folder DIR] [--dir] [--runtime DIR]`: the till's installers for each system, in
 * `DIR/linux-x64/release` and so on. `--dir` stops at the program's folder; `--runtime` takes Electron from `DIR/linux-x64` instead of
 * the network.
 */
const { values } = parseArgs({
  options: {
    system: { type: 'string', multiple: true, default: [`${process.platform}-${process.arch}`] },
    folder: { type: 'string', default: join(import.meta.dirname, '../.tools/till') },
    dir: { type: 'boolean', default: false },
    runtime: { type: 'string' },
  },
});
const systemSchema = z.object({ os: z.enum(['linux', 'win32', 'darwin']), cpu: z.enum(['x64', 'arm64']) });
const systems = values.system.map((name) => {
  const [os, cpu] = name.split('-');
  return { name, ...systemSchema.parse({ os, cpu }) };
});

const built = { page: join(values.folder, 'built/dist'), main: join(values.folder, 'built/dist-main') };
await buildPage(built.page);
await buildMain(built.main);
for (const { name, os, cpu } of systems) {
  const electronDist = values.runtime === undefined ? undefined : join(values.runtime, name);
  const folder = join(values.folder, name);
  await packageTill({ system: { os, cpu }, built, folder, isFolderOnly: values.dir, electronDist });
  console.log(`the till for ${name} lies in ${join(folder, 'release')}`);
}
