import type { Action } from './action.ts';
import { callHq } from './hq-adjust.ts';

const POLICIES = [
  { kind: 'last_visited' },
  { kind: 'home' },
  { kind: 'split', homePercent: 60, lastPercent: 20, secondPercent: 20 },
  { kind: 'hq_only' },
] as const;

/** HQ places points by another policy from now on. */
export const changePolicy: Action = {
  name: 'change policy',
  weight: 1,
  run: async (sim) => {
    const placement = sim.chance.pick(POLICIES);
    const known = await sim.hq.call('GET', '/api/v1/settings');
    sim.oracle.touchHq();
    if (known === null || known.status !== 200) return ['hq died'];
    const settings = known.body as Readonly<Record<string, unknown>>;
    const perBranchCap = sim.chance.pick([null, null, 50]);
    const leaseDays = sim.chance.pick([30, 30, 2, null]);
    const body = { ...settings, placement, perBranchCap, leaseDays };
    const outcome = await callHq(sim, { method: 'PUT', path: '/api/v1/settings', body });
    if (outcome === '200') sim.coverage.hit(`policy ${placement.kind}`);
    return [`${placement.kind}: ${outcome}`];
  },
};
