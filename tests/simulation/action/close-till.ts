import type { HqIncarnationRow } from '../oracle/hq-reader.ts';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { askTill } from './ask-till.ts';
import { callHq } from './hq-adjust.ts';

/** HQ wants a till emptied, so that it can be closed. */
export const startDraining: Action = {
  name: 'start draining',
  weight: 2,
  run: (sim) => actOnTill(sim, { state: 'active', act: 'start_draining' }),
};

export const stopDraining: Action = {
  name: 'stop draining',
  weight: 1,
  run: (sim) => actOnTill(sim, { state: 'draining', act: 'stop_draining' }),
};

/** A manager closes a till that HQ drains: its last event. */
export const closeTill: Action = {
  name: 'close till',
  weight: 5,
  run: (sim) => {
    const draining = sim.tills.filter((till) => !till.isGone && till.running() === 0 && lifeOf(sim, till)?.state === 'draining');
    if (draining.length === 0) return null;
    const heard = (_: unknown, code: string | null) => {
      if (code === null) sim.coverage.hit('till closed');
      return code ?? 'closed';
    };
    return askTill(sim, sim.chance.pick(draining), { name: 'close till', path: '/api/life/close', heard });
  },
};

/** What HQ thinks of the life that this till leads. */
export function lifeOf(sim: Sim, till: TillNode): HqIncarnationRow | undefined {
  return sim.oracle.hq.incarnationOf(till.branch, sim.diskOf(till).liveIncarnation);
}

type HqAct = { readonly state: string; readonly act: string };

function actOnTill(sim: Sim, { state, act }: HqAct): Promise<readonly string[]> | null {
  const lives = sim.tills.flatMap((till) => {
    const life = till.isGone ? undefined : lifeOf(sim, till);
    return life?.state === state ? [life] : [];
  });
  return lives.length === 0 ? null : actOnLife(sim, sim.chance.pick(lives), act);
}

export async function actOnLife(sim: Sim, life: HqIncarnationRow, act: string): Promise<readonly string[]> {
  const path = `/api/v1/incarnations/${life.branch_id}/${life.incarnation}/acts`;
  const outcome = await callHq(sim, { method: 'POST', path, body: { id: sim.newId(), act, reason: 'simulated' } });
  sim.coverage.hit(`act ${act} ${outcome}`);
  return [`${life.branch_id}: ${outcome}`];
}
