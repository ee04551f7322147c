import { type CellOptions, runCell } from './run-cell.ts';

/** One cell in a process of its own: `cell.ts <JSON of CellOptions>`; the answer is one line of JSON. */
const options: CellOptions = JSON.parse(process.argv[2] ?? '{}');
process.stdout.write(`${JSON.stringify(await runCell(options))}\n`);
