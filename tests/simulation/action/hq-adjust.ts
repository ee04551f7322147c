import { errorCodeOf } from '../../support/chain/json-call.ts';
import type { Sim } from '../world/sim.ts';
import type { Action } from './action.ts';
import { chooseMember } from './choose.ts';

/** A person at HQ gives or takes points and experience by hand. */
export const adjust: Action = {
  name: 'adjust',
  weight: 3,
  run: async (sim) => {
    const points = sim.chance.happens(0.7) ? sim.chance.int(0, 500) : -sim.chance.int(1, 300);
    const experience = sim.chance.happens(0.3) ? sim.chance.int(1, 600) : 0;
    if (points === 0 && experience === 0) return [];
    const body = { id: sim.newId(), points, experience, reason: 'simulated' };
    return [await callHq(sim, { method: 'POST', path: `/api/v1/members/${chooseMember(sim)}/adjustments`, body })];
  },
};

/** The rule changes from a time on: other rates, other thresholds, other expiry. */
export const changeRule: Action = {
  name: 'change rule',
  weight: 1,
  run: async (sim) => {
    const { chance } = sim;
    const vip = chance.int(50, 2000);
    const ladder = [
      { id: 'regular', name: 'regular', fromExperience: 0, rateBp: 10_000 },
      { id: 'vip', name: 'vip', fromExperience: vip, rateBp: 10_000 + chance.int(0, 10) * 1000 },
      { id: 'svip', name: 'svip', fromExperience: vip + chance.int(100, 9000), rateBp: 20_000 + chance.int(0, 10) * 1000 },
    ];
    const campaigns = chance.happens(0.5)
      ? [{ name: 'more', category: chance.pick([null, 'health']), rateBp: chance.pick([5000, 20_000, 15_000]) }]
      : [];
    const excludedTenders = chance.pick([[], ['medical_insurance'], ['medical_insurance', 'cash']]);
    const expiryMonths = chance.pick([null, 1, 3, 12]);
    const [last] = sim.oracle.hq.reader().all<{ version: number }>('select max(version) as version from rule');
    const effectiveFrom = sim.hq.clock.read() + chance.int(1000, 600_000);
    const body = { version: (last?.version ?? 0) + 1, effectiveFrom, ladder, campaigns, excludedTenders, expiryMonths };
    return [await callHq(sim, { method: 'POST', path: '/api/v1/rules', body })];
  },
};

/** HQ's own edit of a member that a branch may be editing too. */
export const patchMember: Action = {
  name: 'patch member',
  weight: 1,
  run: async (sim) => [
    await callHq(sim, { method: 'PATCH', path: `/api/v1/members/${chooseMember(sim)}`, body: { name: `At HQ ${sim.chance.int(1, 99)}` } }),
  ],
};

export const changeStatusAtHq: Action = {
  name: 'change status at HQ',
  weight: 1,
  run: async (sim) => [
    await callHq(sim, { method: 'POST', path: `/api/v1/members/${chooseMember(sim)}/status`, body: { isActive: sim.chance.happens(0.8) } }),
  ],
};

type HqCall = { readonly method: string; readonly path: string; readonly body: unknown };

export async function callHq(sim: Sim, { method, path, body }: HqCall): Promise<string> {
  const answer = await sim.hq.call(method, path, body);
  sim.oracle.touchHq();
  if (answer === null) return 'hq died';
  if (answer.status < 400) return String(answer.status);
  const code = errorCodeOf(answer);
  sim.coverage.hit(`hq refusal ${code}`);
  if (answer.status === 500) throw new Error(`HQ answered ${method} ${path} with ${code}`);
  return code;
}
