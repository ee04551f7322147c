import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createVitest, parseCLI, type TestModule, type Vitest } from 'vitest/node';
import { findChromium } from './chromium.ts';

/**
 * `npm test [-- FILTER … | -t NAME]`. Prints `NOT RUN: name — reason` for whatever could not run here (a test says so by
 * `context.skip(reason)`) and ends with `N passed, N failed`.
 */
type Totals = { readonly passed: number; readonly failed: number; readonly notRun: readonly string[] };

/** What keeps the browser lane from running, if anything. */
function findObstacle(): string | undefined {
  const chromium = findChromium();
  if (chromium === undefined) return 'no Chromium starts and none could be installed; install one or name it in JIFEN_CHROMIUM';
  process.env['JIFEN_CHROMIUM'] = chromium;
  // In a process of its own: this one runs under NODE_ENV=test, and the pages are to be built as they ship.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit', env });
  return status === 0 ? undefined : 'the pages do not build';
}

function countTests(modules: readonly TestModule[], isSelection: boolean): Totals {
  let passed = 0;
  let failed = 0;
  const notRun: string[] = [];
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') passed += 1;
      else if (result.state !== 'skipped') failedHere += 1;
      else if (!isSelection) notRun.push(`${module.relativeModuleId} › ${test.fullName} — ${result.note ?? 'skipped without a reason'}`);
    }
    // A file that does not load, or a hook that throws, fails without a failed test.
    failed += module.ok() ? failedHere : Math.max(1, failedHere);
  }
  return { passed, failed, notRun };
}

async function runTests(vitest: Vitest, filters: string[], isSelection: boolean): Promise<Totals> {
  await vitest.standalone();
  const found = await vitest.globTestSpecifications(filters);
  const needsBrowser = found.some(({ project }) => project.name === 'browser');
  const obstacle = needsBrowser ? findObstacle() : undefined;
  const runnable = obstacle === undefined ? found : found.filter(({ project }) => project.name !== 'browser');
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(runnable, filters.length === 0);
  const totals = countTests(testModules, isSelection);
  return {
    passed: totals.passed,
    failed: totals.failed + (obstacle === undefined ? 0 : 1) + (unhandledErrors.length > 0 ? 1 : 0),
    notRun: obstacle === undefined ? totals.notRun : [...totals.notRun, `browser — ${obstacle}`],
  };
}

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await createVitest({ ...options, watch: false });
const { passed, failed, notRun } = await runTests(vitest, [...filter], options.testNamePattern !== undefined);
await vitest.close();

for (const line of notRun) console.log(`NOT RUN: ${line}`);
if (passed + failed === 0) console.log('no test was found');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
