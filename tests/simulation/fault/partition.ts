import type { Sim } from '../world/sim.ts';
import type { Fault } from './fault.ts';

export const PARTITIONS = ['heal', 'isolate one', 'halves', 'one way up', 'one way down'] as const;

/** The wires are cut anew: all whole, one till alone, half of them, or in one direction only. */
export const partition: Fault = {
  name: 'partition',
  run: (sim) => {
    const { chance, network } = sim;
    healLines(sim);
    const mode = chance.pick(PARTITIONS);
    sim.coverage.hit(`partition ${mode}`);
    const some = network.lines.filter(() => chance.happens(0.5));
    if (mode === 'isolate one') Object.assign(chance.pick(network.lines), { up: false, down: false });
    if (mode === 'halves') for (const line of some) Object.assign(line, { up: false, down: false });
    if (mode === 'one way up') for (const line of some) line.up = false;
    if (mode === 'one way down') for (const line of some) line.down = false;
    return mode;
  },
};

export function healLines({ network }: Sim): void {
  for (const line of network.lines) Object.assign(line, { up: true, down: true });
}
