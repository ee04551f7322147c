import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { must } from '@jifen/core';
import type { Cell, CellOptions } from './availability/run-cell.ts';
import { COLUMNS } from './availability/model.ts';
import { DEFAULT_RULE, RELAY_RULE, RULES } from './availability/rules.ts';
import type { BenchFigure } from './figure.ts';

const OPTIONS = {
  branches: { type: 'string', default: '20' },
  members: { type: 'string', default: '160' },
  days: { type: 'string', default: '80' },
  /** The first of so many worlds that are counted together. */
  seed: { type: 'string', default: '1' },
  worlds: { type: 'string', default: '1' },
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
  const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const seeds = Array.from({ length: Number(values.worlds) }, (_, i) => Number(values.seed) + i);
  const kinds = COLUMNS.filter(({ name }) => name.includes(values.column)).flatMap((column) =>
    RULES.filter(({ name }) => name.includes(values.rule)).map((rule) => ({ rule: rule.name, column: column.name })),
  );
  const next = kinds.flatMap((kind) => seeds.map((seed): CellOptions => ({ ...size, ...kind, seed, folder }))).values();
  const cells: Cell[] = [];
  const work = async () => {
    for (const options of next) {
      const cell = await runApart(options);
      cells.push(cell);
      process.stderr.write(`${JSON.stringify({ seed: options.seed, ...cell })}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  const figures = kinds.map((kind) => figureOf(cells.filter(({ rule, column }) => rule === kind.rule && column === kind.column)));
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
function figureOf(worlds: readonly Cell[]): BenchFigure {
  const { rule, column } = must(worlds[0], 'a world');
  const sumOf = (count: (cell: Cell) => number) => worlds.reduce((sum, cell) => sum + count(cell), 0);
  const offline = { asked: sumOf((cell) => cell.offlineQuestions), got: sumOf((cell) => cell.offlineYes) };
  const online = { asked: sumOf((cell) => cell.onlineAsked), got: sumOf((cell) => cell.onlineGot) };
  const isClosed = column === SHOPS_CLOSED;
  const least = isClosed ? 0.99 : rule === RELAY_RULE ? 0.95 : 0.75;
  const isJudged = rule === RELAY_RULE || rule === DEFAULT_RULE;
  const ratio = shareOf(isClosed ? online : offline);
  const overspent = sumOf((cell) => cell.overspent);
  return {
    bench: 'availability',
    figure: isClosed ? 'online redemptions that succeed' : 'offline redemptions that would succeed',
    rule,
    column,
    ratio,
    budget: isJudged ? `${isClosed ? 'online' : 'offline'} ≥ ${least}, 0 overspent` : '0 overspent',
    isWithinBudget: overspent === 0 && (!isJudged || ratio >= least),
    worlds: worlds.length,
    offline,
    online,
    byWorld: worlds.map((cell) => shareOf({ asked: cell.offlineQuestions, got: cell.offlineYes })),
    overspent,
  };
}

/** Rounded down, so that nothing passes for what it is not. */
function shareOf({ asked, got }: { readonly asked: number; readonly got: number }): number {
  return asked === 0 ? 1 : Math.floor((got / asked) * 1000) / 1000;
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
