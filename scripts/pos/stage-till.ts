import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BuiltTill } from './build-till.ts';

const root = join(import.meta.dirname, '../..');
const NAME = 'jifen-till';

export type TillSystem = { readonly os: 'linux' | 'win32' | 'darwin'; readonly cpu: 'x64' | 'arm64' };

const manifestSchema = z.object({
  version: z.string(),
  description: z.string(),
  license: z.string(),
  type: z.string(),
  main: z.string(),
  dependencies: z.record(z.string(), z.string()),
});
type Manifest = z.infer<typeof manifestSchema>;

const lockedSchema = z.looseObject({
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), lockedSchema) });
type Lock = z.infer<typeof lockSchema>;

/** The part of the repository's lock file that the till's own dependencies need. */
function lockOf({ packages }: Lock, manifest: Manifest): object {
  const found = new Map<string, Lock['packages'][string]>();
  const take = (names: Readonly<Record<string, string>>) => {
    for (const name of Object.keys(names)) {
      const path = `node_modules/${name}`;
      const locked = packages[path];
      if (locked === undefined) throw new Error(`package-lock.json has no ${path}`);
      if (found.has(path)) continue;
      found.set(path, locked);
      take({ ...locked.dependencies, ...locked.optionalDependencies });
    }
  };
  take(manifest.dependencies);
  const { version, dependencies } = manifest;
  const self = { name: NAME, version, dependencies };
  return { name: NAME, version, lockfileVersion: 3, requires: true, packages: { '': self, ...Object.fromEntries(found) } };
}

/**
 * Lays everything that the program consists of into `folder`: the built page and main process, and the native packages of one system
 * at the versions and checksums of the repository's lock file, whatever this machine is. Throws when npm cannot bring them.
 */
export function stageTill(folder: string, { os, cpu }: TillSystem, built: BuiltTill): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'apps/pos-desktop/package.json'), 'utf8')));
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const own = { name: NAME, productName: 'Jifen Till', author: 'Jifen', homepage: 'https://jifen.invalid', private: true, ...manifest };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own, null, 2));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockOf(lock, manifest), null, 2));
  cpSync(built.page, join(folder, 'dist'), { recursive: true });
  cpSync(built.main, join(folder, 'dist-main'), { recursive: true });
  const libc = os === 'linux' ? ['--libc=glibc'] : [];
  const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', `--os=${os}`, `--cpu=${cpu}`, ...libc];
  const { status, stderr } = spawnSync('npm', npm, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm could not bring the packages for ${os}-${cpu}:\n${stderr}`);
}
