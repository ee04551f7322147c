import type { Action } from './action.ts';
import { askTill } from './ask-till.ts';
import { lifeOf } from './close-till.ts';

const SPEAKING = new Set(['active', 'draining', 'frozen']);

/** HQ speaks to another machine of the branch, or closed this one: a person decides that this one goes on. */
export const beginLife: Action = {
  name: 'begin life',
  weight: 3,
  run: (sim) => {
    const refused = sim.tills.filter((till) => {
      if (till.isGone || till.running() > 0) return false;
      const life = lifeOf(sim, till);
      return life !== undefined && !SPEAKING.has(life.state);
    });
    if (refused.length === 0) return null;
    return askTill(sim, sim.chance.pick(refused), { name: 'begin life', path: '/api/life/begin', body: { reason: 'simulated' } });
  },
};
