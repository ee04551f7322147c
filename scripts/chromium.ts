import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const packagedChromium = '@sparticuz/chromium@153.0.0';
const root = join(import.meta.dirname, '..');

function works(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}

function run(command: string, args: readonly string[], options: SpawnSyncOptions = {}): void {
  console.log(`chromium: ${command} ${args.join(' ')}`);
  spawnSync(command, args, { stdio: 'ignore', ...options });
}

function findInstalled(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name))).find(works);
}

function installByApt(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update'], { env });
  run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'], { env });
  return findInstalled();
}

/** For machines without root: a packaged Chromium and the libraries that it needs, all inside .tools. */
function installByNpm(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(root, '.tools/chromium');
  const start = join(folder, 'start');
  if (works(start)) return start;
  mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--no-save', '--prefix', folder, packagedChromium]);
  // The package unpacks its libraries only where it believes to be on Lambda.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  run(process.execPath, ['--input-type=module', '--eval', unpack], { cwd: folder, env });
  const script = '#!/bin/sh\nhere="$(dirname "$0")"\nLD_LIBRARY_PATH="$here/al2023/lib" exec "$here/chromium" "$@"\n';
  writeFileSync(start, script, { mode: 0o755 });
  return works(start) ? start : undefined;
}

/** The path of a Chromium that starts: the one in `JIFEN_CHROMIUM`, an installed one, or one that it installs. */
export function findChromium(): string | undefined {
  const given = process.env['JIFEN_CHROMIUM'];
  if (given !== undefined) return works(given) ? given : undefined;
  return findInstalled() ?? installByApt() ?? installByNpm();
}
