import type { Sim } from '../world/sim.ts';

/** Something that a person, a till or HQ does. `run` answers what became of it, one line each; null: it cannot happen now. */
export type Action = {
  readonly name: string;
  readonly weight: number;
  readonly run: (sim: Sim) => Promise<readonly string[]> | null;
};
