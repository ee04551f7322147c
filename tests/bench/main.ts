import type { BenchFigure } from './figure.ts';
import { benchSale } from './sale.ts';
import { benchVerify } from './verify.ts';

const benches: Readonly<Record<string, () => Promise<readonly BenchFigure[]>>> = { sale: benchSale, verify: benchVerify };

const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(benches);
for (const name of names) {
  const bench = benches[name];
  if (bench === undefined) {
    process.stderr.write(`unknown bench “${name}”; there are: ${Object.keys(benches).join(', ')}\n`);
    process.exitCode = 2;
    break;
  }
  for (const figure of await bench()) process.stdout.write(`${JSON.stringify(figure)}\n`);
}
