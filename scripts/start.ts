import { readStartOptions } from './start/start-options.ts';
import { startDemo } from './start/start-demo.ts';
import { StartProblem } from './start/start-problem.ts';

/**
 * `npm start`: HQ with demo data and two tills in the browser, in one process.
 *
 *   check ports, take the folder ─▶ make up the chain (first time) ─▶ HQ listens ─▶ tills listen ─▶ enrol, stock, first sales (first time) ─▶ banner
 *   build the pages beside it ──────────────────────────────────────────────────────────────────────────────────────────────────────┘
 */
/** Stops in order, once; a second Ctrl-C ends at once. */
function stopOnSignal(close: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      console.log('\n正在停止… stopping …');
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

try {
  const demo = await startDemo(readStartOptions(process.env));
  stopOnSignal(demo.close);
  console.log(demo.banner);
} catch (error) {
  if (error instanceof StartProblem) for (const line of error.lines) console.error(line);
  else console.error(error);
  process.exit(1);
}
