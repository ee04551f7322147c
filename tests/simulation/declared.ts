import { ACTIONS } from './action/all.ts';
import { PARTITIONS } from './fault/partition.ts';
import { FAULT_CLASSES } from './plan.ts';

/** From so many seeds on a run must have met everything that is declared here. */
export const ENOUGH_SEEDS = 300;

const REFUSALS = [
  'insufficient_points',
  'insufficient_stock',
  'origin_offline',
  'void_too_late',
  'member_unknown',
  'member_inactive',
  'refund_exceeds_line',
  'disk_full',
];
const ANSWERS = ['200 applied', '200 challenge', '200 rewind', '401 signature_outside_window', '401 digest_differs'];
const STATES = ['state active', 'state in_doubt', 'state forked', 'barrier open', 'barrier shut', 'hq restored', 'enrolled again'];

/** Names that the counters of a long run must hold: a fault that never strikes and a state that is never reached prove nothing. */
export const DECLARED: readonly string[] = [
  ...ACTIONS.map(({ name }) => `action ${name}`),
  ...FAULT_CLASSES.map((name) => `fault ${name}`),
  ...PARTITIONS.map((mode) => `partition ${mode}`),
  ...REFUSALS.map((code) => `refusal ${code}`),
  ...ANSWERS.map((what) => `answer ${what}`),
  ...STATES,
  'time night',
  'time month',
];
