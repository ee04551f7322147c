import { parseArgs } from 'node:util';
import { FAULT_CLASSES, type FaultClass, WORLD_KINDS, type WorldKind } from './plan.ts';

export type SimOptions = {
  readonly from: number;
  readonly to: number;
  readonly steps: number | null;
  readonly without: readonly FaultClass[];
  readonly isTwice: boolean;
  /** Prints every line of every seed. */
  readonly isTraced: boolean;
  readonly processes: number;
  readonly mutant: string | null;
  /** Only worlds of this kind. */
  readonly kind?: WorldKind;
};

const USAGE =
  'npm run sim -- --seeds A-B [--steps N] [--without CLASS,…] [--twice] [--trace] [--processes N] [--kind KIND] [--mutant NAME,…|all]';

/** The options of the command line; an error says how it is used. */
export function readOptions(args: readonly string[], cores: number): SimOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1-100' },
      steps: { type: 'string' },
      without: { type: 'string', default: '' },
      twice: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      processes: { type: 'string', default: String(cores) },
      mutant: { type: 'string' },
      kind: { type: 'string' },
    },
  });
  const range = /^(\d+)(?:-(\d+))?$/.exec(values.seeds);
  const from = Number(range?.[1]);
  const to = Number(range?.[2] ?? range?.[1]);
  const steps = values.steps === undefined ? null : Number(values.steps);
  const processes = Number(values.processes);
  const isUsable = range !== null && from <= to && Number.isInteger(processes) && processes > 0 && (steps === null || steps > 0);
  if (!isUsable) throw new Error(USAGE);
  const without = values.without.split(',').filter((word) => word !== '');
  return {
    from,
    to,
    steps,
    without: without.map(faultClassOf),
    isTwice: values.twice,
    isTraced: values.trace,
    processes: values.trace ? 1 : Math.min(processes, to - from + 1),
    mutant: values.mutant ?? null,
    ...(values.kind === undefined ? {} : { kind: kindOf(values.kind) }),
  };
}

function kindOf(word: string): WorldKind {
  const found = WORLD_KINDS.find((name) => name === word);
  if (found === undefined) throw new Error(`no kind of world is called ${word}; there are ${WORLD_KINDS.join(', ')}`);
  return found;
}

function faultClassOf(word: string): FaultClass {
  const found = FAULT_CLASSES.find((name) => name === word);
  if (found === undefined) throw new Error(`no class of faults is called ${word}; there are ${FAULT_CLASSES.join(', ')}`);
  return found;
}
