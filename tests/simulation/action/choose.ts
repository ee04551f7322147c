import type { Command, Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';

/** No till has more people at it. */
const MOST_AT_ONCE = 3;

/** A till at which somebody can stand; null: none is free. */
export function chooseTill(sim: Sim): TillNode | null {
  const free = sim.tills.filter((till) => !till.isGone && till.running() < MOST_AT_ONCE);
  return free.length === 0 ? null : sim.chance.pick(free);
}

export function chooseMember(sim: Sim): string {
  return sim.chance.pick(sim.members);
}

/** Done before, by kind; of this till's present database or of any. */
export function chooseDone(sim: Sim, kind: string, till: TillNode | null): Command | null {
  const disk = till === null ? null : sim.diskOf(till).id;
  const found = sim.commands.filter(
    (command) => command.kind === kind && command.state === 'done' && (disk === null || command.disk === disk),
  );
  return found.length === 0 ? null : sim.chance.pick(found);
}
