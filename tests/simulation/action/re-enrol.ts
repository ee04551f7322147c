import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { askTill } from './ask-till.ts';
import { lifeOf } from './close-till.ts';
import { askForCode } from './enrol.ts';

/** HQ is an older copy that knows nothing of a machine: the machine is enrolled once more, and goes on with the life that it leads. */
export const enrolStranger: Action = {
  name: 'enrol stranger',
  weight: 6,
  run: (sim) => {
    const free = strangersOf(sim).filter((till) => till.running() === 0);
    return free.length === 0 ? null : reEnrol(sim, sim.chance.pick(free));
  },
};

/** Machines that stand in a shop and that HQ does not know. */
export function strangersOf({ tills, diskOf, oracle }: Sim): readonly TillNode[] {
  const active = oracle.hq.reader().all<{ id: string }>(`select terminal_id as id from terminal where state = 'active'`);
  const known = new Set(active.map(({ id }) => id));
  return tills.filter((till) => !till.isGone && !known.has(diskOf(till).reader.terminal()));
}

/** Tills at work in a life of which HQ knows nothing: one that was over in the copy of HQ may have been used again since. */
export function unheardOf(sim: Sim): readonly TillNode[] {
  return sim.tills.filter((till) => !till.isGone && lifeOf(sim, till) === undefined);
}

export async function reEnrol(sim: Sim, till: TillNode): Promise<readonly string[]> {
  const made = await askForCode(sim, till);
  if ('why' in made) return [made.why];
  const heard = (_: unknown, refusal: string | null) => {
    if (refusal === null) sim.coverage.hit('stranger enrolled again');
    return refusal ?? 'enrolled again';
  };
  return await askTill(sim, till, { name: 're-enrol', path: '/api/re-enrol', body: { code: made.code }, heard });
}
