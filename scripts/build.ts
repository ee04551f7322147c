import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

type Page = { readonly name: string; readonly app: string; readonly config: string; readonly source: string; readonly out: string };

const root = join(import.meta.dirname, '..');
const pages: readonly Page[] = [
  { name: 'till', app: 'apps/pos-desktop', config: 'vite.config.ts', source: 'src/renderer', out: 'dist' },
  { name: 'admin', app: 'apps/hq-server', config: 'vite.admin.config.ts', source: 'src/admin', out: 'dist/admin' },
  { name: 'portal', app: 'apps/hq-server', config: 'vite.portal.config.ts', source: 'src/portal', out: 'dist/portal' },
];

function newestOf(files: readonly string[]): number {
  return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}

function isFresh({ app, config, source, out }: Page): boolean {
  const page = join(root, app, out, 'index.html');
  if (!existsSync(page)) return false;
  const folders = [
    join(root, app, source),
    join(root, 'packages/ui/src'),
    join(root, 'packages/ui/public'),
    join(root, 'packages/core/src'),
  ];
  const sources = folders.flatMap((cwd) => globSync('**/*.*', { cwd }).map((file) => join(cwd, file)));
  return statSync(page).mtimeMs > newestOf([...sources, join(root, app, config), join(root, 'package-lock.json')]);
}

/** Builds the pages whose Vite configuration exists and whose output is older than their sources; one at a time, each uses every core. */
for (const page of pages) {
  const configFile = join(root, page.app, page.config);
  if (!existsSync(configFile)) console.log(`build: ${page.name} has no ${page.config} yet`);
  else if (isFresh(page)) console.log(`build: ${page.name} is up to date`);
  else await build({ configFile, build: { outDir: join(root, page.app, page.out), emptyOutDir: true }, logLevel: 'warn' });
}
