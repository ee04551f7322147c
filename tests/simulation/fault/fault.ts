import type { FaultClass } from '../plan.ts';
import type { Sim } from '../world/sim.ts';

/** Something that goes wrong between two steps, as often as the seed's rate of its class says. Null: it cannot happen now. */
export type Fault = {
  readonly name: FaultClass;
  readonly run: (sim: Sim) => Promise<string | null> | string | null;
  /** `run` only lays it in wait: it counts when it strikes. */
  readonly isArmed?: boolean;
};
