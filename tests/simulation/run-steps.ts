import { actionsOf } from './action/focus.ts';
import { FAULTS } from './fault/all.ts';
import { carry } from './world/carry.ts';
import { passHour } from './world/hour.ts';
import type { Sim } from './world/sim.ts';

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;

/** How likely each thing is when it can happen at all. */
const PACKET = { weight: 50, kind: 'packet' } as const;
const TIMER = { weight: 20, kind: 'timer' } as const;
const ACTION = { weight: 50, kind: 'action' } as const;

/** One step of a world: time passes, something may break, and one thing happens. */
export async function runStep(sim: Sim, no: number): Promise<void> {
  const { network, clock, timers, trace } = sim;
  network.now = no;
  passTime(sim);
  for (const line of await breakThings(sim)) trace.line(`${no} fault ${line}`);
  for (const line of await passHour(sim)) trace.line(`${no} hour ${line}`);
  const possible = [...(network.due().length > 0 ? [PACKET] : []), ...(timers.hasDue(clock.now()) ? [TIMER] : []), ACTION];
  const { kind } = sim.chance.weigh(possible);
  for (const line of await RUN[kind](sim)) trace.line(`${no} ${kind} ${line}`);
}

const RUN = { packet: carryOne, timer: fireTimer, action: act } as const;

/** A message is under way for seconds: as long as one is, time goes no faster. */
const IN_FLIGHT_MS = 1000;

function passTime({ chance, clock, plan, coverage, network }: Sim): void {
  if (plan.hasMonths && chance.happens(0.02)) {
    coverage.hit('time month');
    clock.advance(chance.int(1, 60) * (MONTH_MS / 30));
  } else if (chance.happens(0.01)) {
    coverage.hit('time night');
    clock.advance(chance.int(8, 14) * HOUR_MS);
  } else clock.advance(-Math.log(1 - chance.fraction()) * (network.pending() > 0 ? Math.min(plan.paceMs, IN_FLIGHT_MS) : plan.paceMs));
}

async function breakThings(sim: Sim): Promise<readonly string[]> {
  if (!sim.isFaulty) return [];
  const lines: string[] = [];
  for (const fault of FAULTS) {
    if (!sim.chance.happens(sim.plan.rates[fault.name])) continue;
    const what = await fault.run(sim);
    if (what === null) continue;
    if (fault.isArmed !== true) sim.coverage.hit(`fault ${fault.name}`);
    lines.push(`${fault.name}: ${what}`);
  }
  return lines;
}

async function carryOne(sim: Sim): Promise<readonly string[]> {
  const packet = sim.chance.pick(sim.network.due());
  const from = sim.tills[packet.call.till]?.branch ?? '';
  const outcomes = await carry(sim, packet);
  return outcomes.map((outcome) => `${packet.kind} ${packet.call.no} of ${from}: ${outcome}`);
}

export async function fireTimer(sim: Sim): Promise<readonly string[]> {
  const due = sim.timers.takeDue(sim.clock.now());
  const till = due === null ? undefined : sim.tills[due.till];
  if (due === null || till === undefined) return [];
  due.work();
  const outcomes = await till.settle();
  return [till.branch, ...outcomes];
}

async function act(sim: Sim): Promise<readonly string[]> {
  const action = sim.chance.weigh(actionsOf(sim.plan.kind));
  const running = action.run(sim);
  if (running === null) return [`${action.name}: not now`];
  const outcomes = await running;
  sim.coverage.hit(`action ${action.name}`);
  return outcomes.map((outcome) => `${action.name}: ${outcome}`);
}
