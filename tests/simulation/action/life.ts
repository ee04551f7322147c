import type { HqIncarnationRow } from '../oracle/hq-reader.ts';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { callHq } from './hq-adjust.ts';
import { strangersOf, unheardOf } from './re-enrol.ts';

/** A person at HQ decides about lives of tills, as truthfully as somebody can who knows what became of the disks. */
export const decideLife: Action = {
  name: 'decide life',
  weight: 3,
  run: (sim) => {
    const lives = sim.oracle.hq.incarnations().filter(({ branch_id }) => branch_id !== 'hq');
    const decided = lives.flatMap((life) => {
      const act = actFor(sim, life);
      return act === null ? [] : [{ life, act }];
    });
    if (decided.length === 0) return null;
    const { life, act } = sim.chance.pick(decided);
    return decide(sim, life, act);
  },
};

async function decide(sim: Sim, life: HqIncarnationRow, act: string): Promise<readonly string[]> {
  const path = `/api/v1/incarnations/${life.branch_id}/${life.incarnation}/acts`;
  const barredBefore = sim.oracle.hq.isBarred();
  if (act === 'write_off' || act === 'close_recovered') allowForgotten(sim, life);
  if (act === 'declare_lost') sim.oracle.truth.declareLost(life.incarnation);
  const outcome = await callHq(sim, { method: 'POST', path, body: { id: sim.newId(), act, reason: 'simulated' } });
  sim.coverage.hit(`act ${act} ${outcome}`);
  if (barredBefore && !sim.oracle.hq.isBarred()) sim.coverage.hit('barrier opened by a decision');
  return [`${act} ${life.branch_id}: ${outcome}`];
}

function actFor(sim: Sim, life: HqIncarnationRow): string | null {
  const { truth } = sim.oracle;
  const holders = truth.holdersOf(life.branch_id, life.incarnation);
  const isLed = holders.some((disk) => disk.isLiving && disk.liveIncarnation === life.incarnation);
  const mostSeq = Math.max(0, ...holders.map((disk) => disk.chains.get(life.incarnation)?.length ?? 0));
  switch (life.state) {
    case 'active':
    case 'draining':
      return !isLed || isMistaken(sim) ? 'declare_lost' : null;
    case 'frozen':
      return 'unfreeze';
    case 'in_doubt':
      // Whoever gave a till up that is only silent writes off what it holds: nobody can say that HQ has its whole log.
      if (isLed) return truth.wasDeclaredLost(life.incarnation) ? 'write_off' : null;
      return life.last_seq === mostSeq && sim.chance.happens(0.8) ? 'close_recovered' : 'write_off';
    case 'forked':
      return isLed ? null : 'write_off';
    case 'written_off':
      return sim.chance.happens(0.5) ? 'compensate' : null;
    default:
      return null;
  }
}

/** A till that is silent, and lives: in a world that is about this, HQ gives it up now and then. */
function isMistaken({ plan, chance }: Sim): boolean {
  return plan.kind === 'lives' && chance.happens(0.1);
}

/** Nobody waits for the report of a life that is decided about: what a restored HQ forgot it had given there may come to be twice. */
function allowForgotten(sim: Sim, life: HqIncarnationRow): void {
  const { hq, points, orders } = sim.oracle;
  const epoch = hq.incarnations().find(({ branch_id, state }) => branch_id === 'hq' && state === 'active');
  if (epoch === undefined || epoch.previous_incarnation === null || life.reported_epoch === epoch.incarnation) return;
  const owner = `${life.branch_id} ${life.incarnation} `;
  points.allow(hq.forgottenGrants(owner));
  points.allow(orders.forgottenAt(life.branch_id, life.incarnation));
}

/** Somebody decides not to wait for a life that cannot report any more. */
export const waiveBarrier: Action = {
  name: 'waive barrier',
  weight: 1,
  run: (sim) => {
    if (!sim.oracle.hq.isBarred()) return null;
    const { truth, hq } = sim.oracle;
    const silent = hq.silentLives().filter(({ branch_id, incarnation }) => {
      return !truth.holdersOf(branch_id, incarnation).some((disk) => disk.isLiving && disk.chains.has(incarnation));
    });
    return silent.length === 0 ? null : waive(sim, sim.chance.pick(silent));
  },
};

/** After a restore somebody has asked in every shop: HQ knows each machine that stands there, and has heard those that were put to use since. */
export const confirmRoll: Action = {
  name: 'confirm roll',
  weight: 12,
  run: (sim) => {
    const history = sim.oracle.hq.unconfirmedHistory();
    if (history === undefined || strangersOf(sim).length > 0 || sim.tills.some(isEnrolling) || unheardOf(sim).length > 0) return null;
    return waiveFor(sim, history);
  },
};

function isEnrolling(till: TillNode): boolean {
  return till.isGone && till.running() > 0;
}

async function waive(sim: Sim, life: HqIncarnationRow): Promise<readonly string[]> {
  allowForgotten(sim, life);
  return await waiveFor(sim, life);
}

async function waiveFor(sim: Sim, { branch_id: branch, incarnation }: HqIncarnationRow): Promise<readonly string[]> {
  const body = { id: sim.newId(), branch, incarnation, reason: 'simulated' };
  return [await callHq(sim, { method: 'POST', path: '/api/v1/barrier/waivers', body })];
}
