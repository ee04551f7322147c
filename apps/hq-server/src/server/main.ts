import { runCli } from './cli.ts';

const code = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  folder: process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  stopwatch: () => performance.now(),
});
if (code !== null) process.exitCode = code;
