import { spawnSync } from 'node:child_process';

/** Runs every part even after a failure, so that one run shows all there is to repair. */
const parts = ['format', 'lint', 'types', 'boundaries', 'unused'];
const failed = parts.filter((part) => {
  console.log(`\n── check:${part}`);
  return spawnSync('npm', ['run', '--silent', `check:${part}`], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});

console.log(failed.length === 0 ? '\ncheck: all parts passed' : `\ncheck: FAILED in ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
