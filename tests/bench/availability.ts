import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import type { Cell, CellOptions } from './availability/run-cell.ts';
import { COLUMNS } from './availability/model.ts';
import { DEFAULT_RULE, RELAY_RULES, RULES } from './availability/rules.ts';
import type { BenchFigure } from './figure.ts';

const OPTIONS = {
  branches: { type: 'string', default: '20' },
  members: { type: 'string', default: '160' },
  days: { type: 'string', default: '80' },
  seed: { type: 'string', default: '1' },
  jobs: { type: 'string', default: '2' },
  /** Parts of names; all when left out. */
  rule: { type: 'string', default: '' },
  column: { type: 'string', default: '' },
} as const;

/**
 * How often a customer who has the points gets the reward while the shop's line is cut, by rule and kind of outage: real tills, a real HQ
 * and the real protocol, on a clock of their own and files in memory. Every visit is a purchase (20 to 220 points); each one at a shop
 * that is alone asks for each reward that the customer could afford whether it would be handed over, and a quarter of all visits really
 * take one. What was handed over is written down by the model and compared with what was earned: the difference must be 0.
 */
export async function benchAvailability(args: readonly string[]): Promise<readonly BenchFigure[]> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const size = { branches: Number(values.branches), members: Number(values.members), days: Number(values.days) };
  const common = { ...size, seed: Number(values.seed), folder: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() };
  const cells = COLUMNS.filter(({ name }) => name.includes(values.column)).flatMap((column) =>
    RULES.filter(({ name }) => name.includes(values.rule)).map((rule): CellOptions => ({
      ...common,
      rule: rule.name,
      column: column.name,
    })),
  );
  const figures: BenchFigure[] = [];
  const next = cells.values();
  const work = async () => {
    for (const cell of next) {
      const figure = figureOf(await runApart(cell));
      figures.push(figure);
      process.stderr.write(`${JSON.stringify(figure)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  process.stderr.write(tableOf(figures));
  return figures;
}

const run = promisify(execFile);

async function runApart(options: CellOptions): Promise<Cell> {
  const { stdout } = await run(process.execPath, [`${import.meta.dirname}/availability/cell.ts`, JSON.stringify(options)]);
  const cell: Cell = JSON.parse(stdout);
  return cell;
}

const SHOPS_CLOSED = COLUMNS.at(-1)?.name;

/** The budgets of the design: 75 % alone, 95 % with the phone, 99 % online where shops are closed half the day, and nothing overspent. */
function figureOf(cell: Cell): BenchFigure {
  const isClosed = cell.column === SHOPS_CLOSED;
  const isJudged = RELAY_RULES.includes(cell.rule) || cell.rule === DEFAULT_RULE;
  const least = isClosed ? 0.99 : RELAY_RULES.includes(cell.rule) ? 0.95 : 0.75;
  const ratio = (isClosed ? cell.onlineSuccess : cell.offlineSuccess) ?? 0;
  const budget = isJudged ? `${isClosed ? 'online' : 'offline'} ≥ ${least}, 0 overspent` : '0 overspent';
  return {
    bench: 'availability',
    figure: isClosed ? 'online redemptions that succeed' : 'offline redemptions that would succeed',
    ...cell,
    ratio,
    budget,
    isWithinBudget: cell.overspent === 0 && (!isJudged || ratio >= least),
  };
}

function tableOf(figures: readonly BenchFigure[]): string {
  const line = (words: readonly string[]) => `${words.map((word, i) => (i === 0 ? word.padEnd(28) : word.padStart(14))).join(' ')}\n`;
  const percent = (ratio: number | undefined) => (ratio === undefined ? '–' : `${(ratio * 100).toFixed(1)} %`);
  const rows = RULES.map(({ name }) => {
    const of = (column: string) => figures.find((figure) => figure['rule'] === name && figure['column'] === column)?.ratio;
    return line([name, ...COLUMNS.map((column) => percent(of(column.name)))]);
  });
  const legend = COLUMNS.map(({ name }, i) => `${i + 1}: ${name}`).join('   ');
  return `\n${line(['offline success (4: online)', ...COLUMNS.map((_, i) => `(${i + 1})`)])}${rows.join('')}${legend}\n`;
}
