import { benchAvailability } from './availability.ts';
import type { BenchFigure } from './figure.ts';
import { benchIngest } from './ingest.ts';
import { benchSale } from './sale.ts';
import { benchTill } from './till.ts';
import { benchVerify } from './verify.ts';

type Bench = (args: readonly string[]) => Promise<readonly BenchFigure[]>;

const benches: Readonly<Record<string, Bench>> = {
  sale: benchSale,
  ingest: benchIngest,
  availability: benchAvailability,
  verify: benchVerify,
  till: benchTill,
};

/** `npm run bench -- [NAME …] [--option value …]`: options go to every bench that is named. */
const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith('--'));
const named = firstOption === -1 ? args : args.slice(0, firstOption);
const options = firstOption === -1 ? [] : args.slice(firstOption);
const names = named.length > 0 ? named : Object.keys(benches);
for (const name of names) {
  const bench = benches[name];
  if (bench === undefined) {
    process.stderr.write(`unknown bench “${name}”; there are: ${Object.keys(benches).join(', ')}\n`);
    process.exitCode = 2;
    break;
  }
  for (const figure of await bench(options)) process.stdout.write(`${JSON.stringify(figure)}\n`);
}
