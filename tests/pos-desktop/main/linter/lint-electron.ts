import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const tool = join(import.meta.dirname, '../../../../.tools/electron-linter');

export type Linted = { readonly errors: readonly { readonly message: string }[]; readonly findings: readonly string[] };

/**
 * The linter, installed apart from the product by a lock file of its own: its packages are old and many, and nobody ships or builds with
 * them.
 */
async function installLinter(): Promise<void> {
  const lock = 'package-lock.json';
  const isInstalled =
    existsSync(join(tool, 'node_modules/@doyensec/electronegativity')) &&
    readFileSync(join(tool, lock), 'utf8') === readFileSync(join(import.meta.dirname, lock), 'utf8');
  if (isInstalled) return;
  mkdirSync(tool, { recursive: true });
  for (const file of ['package.json', lock]) cpSync(join(import.meta.dirname, file), join(tool, file));
  const options = { cwd: tool, shell: process.platform === 'win32' };
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options);
}

/** What the Electron security linter finds in a folder; it must hold scripts of at most 2019, which is all that the linter reads. */
export async function lintElectron(folder: string): Promise<Linted> {
  await installLinter();
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'run-linter.ts'), tool, folder]);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Linted;
}
