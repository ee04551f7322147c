import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildMain, BUILT_TILL } from './pos/build-till.ts';
import { buildPagesOrExit } from './start/build-pages.ts';

/**
 * `npm run pos`: the till in its own window, by the Electron that the lock file names. Its binary comes from the network at the first
 * use; where it cannot be had this says so and exits with 1.
 */
const app = join(import.meta.dirname, '../apps/pos-desktop');
const requireFromApp = createRequire(join(app, 'package.json'));

/** The path of Electron's program; null where it is not there and cannot be fetched. */
function findElectron(): string | null {
  const isGiven = process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined;
  const install = requireFromApp.resolve('electron/install.js');
  if (!isGiven && spawnSync(process.execPath, [install], { stdio: 'ignore' }).status !== 0) return null;
  const path: unknown = requireFromApp('electron');
  return typeof path === 'string' ? path : null;
}

const electron = findElectron();
if (electron === null) {
  console.error('取不到 Electron 的程序文件（可能没有联网，或下载被拦截），收银台窗口没有打开。');
  console.error('请改用浏览器里的收银台：npm run pos:browser');
  console.error("Electron's program could not be fetched (no network, or the download is blocked), so the till's window was not opened.");
  console.error('Use the till in a browser instead: npm run pos:browser');
  process.exit(1);
}
await buildPagesOrExit();
await buildMain(BUILT_TILL.main);
const env = { JIFEN_DATA_DIR: join(import.meta.dirname, '../.data/pos'), ...process.env };
const till = spawn(electron, [app], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => till.kill(signal));
till.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
till.once('close', (code) => process.exit(code ?? 1));
