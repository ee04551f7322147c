import { parseOptions } from './options.ts';
import { runReplay } from './run-replay.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  const report = await runReplay(options, (line) => process.stderr.write(`${line}\n`));
  const { violations, differences, overspent, goodwill } = report;
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = violations.length + differences + overspent + goodwill === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
