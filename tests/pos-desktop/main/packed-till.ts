import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeStandInRuntime } from './stand-in-runtime.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

export const SYSTEMS = [
  { name: 'linux-x64', os: 'linux', program: 'jifen-till', unpacked: 'linux-unpacked' },
  { name: 'win32-x64', os: 'win32', program: 'jifen-till.exe', unpacked: 'win-unpacked' },
] as const;

/** As many fuses as Electron 45 has. */
export const FUSES = 9;

/** Packs the till for both systems as a release does, with a runtime that stands in for Electron. */
export async function packTill(folder: string): Promise<void> {
  for (const { name, os } of SYSTEMS) {
    const runtime = join(folder, 'runtime', name);
    mkdirSync(runtime, { recursive: true });
    await makeStandInRuntime(runtime, { os, fuses: FUSES });
  }
  const systems = SYSTEMS.flatMap(({ name }) => ['--system', name]);
  const script = join(root, 'scripts/pos-package.ts');
  // The pages are to be built as they ship, not as tests would.
  const env = { ...process.env, NODE_ENV: 'production' };
  await run(process.execPath, [script, ...systems, '--dir', '--runtime', join(folder, 'runtime'), '--folder', folder], { cwd: root, env });
}

export function resourcesOf(folder: string, { name, unpacked }: (typeof SYSTEMS)[number]): string {
  return join(folder, name, 'release', unpacked, 'resources');
}

export function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
}
