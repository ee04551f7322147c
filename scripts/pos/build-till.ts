import { join } from 'node:path';
import { build } from 'vite';

const app = join(import.meta.dirname, '../../apps/pos-desktop');

/** Where the till's page and its main process lie once built; Electron finds both beside the program's package.json. */
export type BuiltTill = { readonly page: string; readonly main: string };

export const BUILT_TILL: BuiltTill = { page: join(app, 'dist'), main: join(app, 'dist-main') };

/** `target`: the language that the result is written in, when it is not for Electron. */
export async function buildMain(outDir: string, target = 'node24'): Promise<void> {
  for (const config of ['vite.main.config.ts', 'vite.copy-worker.config.ts']) {
    await build({ configFile: join(app, config), build: { outDir, target }, logLevel: 'error' });
  }
}

export async function buildPage(outDir: string): Promise<void> {
  await build({ configFile: join(app, 'vite.config.ts'), build: { outDir, emptyOutDir: true }, logLevel: 'warn' });
}
