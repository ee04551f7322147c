import { askTill } from './action/ask-till.ts';
import { actOnLife, lifeOf } from './action/close-till.ts';
import { enrolTill } from './action/enrol.ts';
import { confirmRoll } from './action/life.ts';
import { reEnrol, strangersOf, unheardOf } from './action/re-enrol.ts';
import { healLines } from './fault/partition.ts';
import { fireTimer } from './run-steps.ts';
import { hold } from './violation.ts';
import { carry } from './world/carry.ts';
import { runAtTill } from './world/command.ts';
import { passHour } from './world/hour.ts';
import type { Sim } from './world/sim.ts';
import type { TillNode } from './world/till-node.ts';

/** Rounds after which everybody must have said everything. */
const MOST_ROUNDS = 40;
const MOST_PACKETS = 5000;
/** Lives that a till begins at the end until HQ hears it. */
const MOST_LIVES = 4;
const ROUND_MS = 20_000;
const HOUR_MS = 3_600_000;

/** I9, the first half: the faults stop, and within a bound nobody has anything more to say, HQ's own work of the next hour included. */
export async function comeToRest(sim: Sim): Promise<void> {
  await stopFaults(sim);
  await drainAll(sim);
  const before = positionOf(sim);
  sim.clock.advance(HOUR_MS);
  await passHour(sim);
  if (positionOf(sim) !== before) await drainAll(sim);
}

async function drainAll(sim: Sim): Promise<void> {
  let isQuiet = false;
  for (let round = 1; !isQuiet; round += 1) {
    hold(round <= MOST_ROUNDS, 'I9', () => `the tills do not come to rest: ${describeRest(sim)}`);
    const before = positionOf(sim);
    for (const till of sim.tills) await drainTill(sim, till);
    sim.clock.advance(ROUND_MS);
    sim.network.now += 1;
    isQuiet = positionOf(sim) === before;
    sim.trace.line(`rest ${round} ${positionOf(sim)}`);
  }
}

async function stopFaults(sim: Sim): Promise<void> {
  sim.isFaulty = false;
  sim.network.isFaulty = false;
  healLines(sim);
  sim.hq.steps.reset();
  for (const till of sim.tills) if (!till.steps.hasCrashed()) till.steps.reset();
  await runOut(sim);
  for (const till of sim.tills) {
    // Timers of the running loops would go on for ever: people drain by hand now.
    if (till.isOpen() && sim.plan.hasLoops) await till.stop();
    till.clock.heal();
  }
  await switchOffCopies(sim);
  await newestBuilds(sim);
  for (const till of sim.tills) {
    for (let tries = 0; till.isGone && tries < 5; tries += 1) {
      await enrolTill(sim, till);
      await runOut(sim);
      sim.clock.advance(3_600_000);
    }
    hold(!till.isGone, 'I9', () => `${till.branch} cannot be enrolled again`);
    await beginAgain(sim, till);
  }
  await callTheRoll(sim);
}

/** HQ, if it was restored, knows every machine, and somebody says so. */
async function callTheRoll(sim: Sim): Promise<void> {
  for (const till of strangersOf(sim)) {
    // It hears first that HQ does not know it.
    await drainTill(sim, till);
    await reEnrol(sim, till);
    await runOut(sim);
  }
  for (const till of unheardOf(sim)) await drainTill(sim, till);
  hold(strangersOf(sim).length === 0, 'I9', () => 'a till cannot be enrolled again that HQ has forgotten');
  await confirmRoll.run(sim);
}

/** A till that HQ gave up for lost, or that lost its name to a copy of it, goes on when somebody decides so. */
async function beginAgain(sim: Sim, till: TillNode): Promise<void> {
  const { truth } = sim.oracle;
  const isExplained = () => truth.wasCopied(till.branch) || truth.wasDeclaredLost(sim.diskOf(till).liveIncarnation);
  for (let tries = 0; tries < MOST_LIVES && isRefused(sim, till) && isExplained(); tries += 1) {
    await askTill(sim, till, { name: 'begin life', path: '/api/life/begin', body: { reason: 'simulated' } });
    await runOut(sim);
  }
}

const REFUSED = new Set(['in_doubt', 'forked', 'written_off', 'closed']);

/** One whose farewell HQ has heard is at its end. */
function isRefused(sim: Sim, till: TillNode): boolean {
  const state = lifeOf(sim, till)?.state ?? '';
  return REFUSED.has(state) && !(state === 'closed' && sim.oracle.truth.isClosed(sim.diskOf(till)));
}

/** Everybody runs today's build and is past the time for which it speaks an older version; nobody is being emptied any more. */
async function newestBuilds(sim: Sim): Promise<void> {
  sim.hq.clock.heal();
  sim.oldTills.clear();
  if (sim.hq.isOld()) await sim.hq.upgrade();
  sim.oracle.touchHq();
  sim.clock.advance(2 * HOUR_MS);
  for (const till of sim.tills) {
    const life = till.isGone ? undefined : lifeOf(sim, till);
    if (life?.state === 'draining' && !sim.oracle.truth.isClosed(sim.diskOf(till))) await actOnLife(sim, life, 'stop_draining');
  }
}

/** Two machines with one name never come to rest: somebody finds the copied one and switches it off for good. */
async function switchOffCopies(sim: Sim): Promise<void> {
  for (const till of sim.tills.splice(sim.plan.branches)) {
    await till.die();
    if (!till.isGone) sim.oracle.truth.destroy(sim.diskOf(till));
  }
}

async function drainTill(sim: Sim, till: TillNode): Promise<void> {
  await runAtTill(sim, till, { name: 'drain', work: async () => (await till.backend().drain()).kind });
  await runOut(sim);
}

/** Carries all packets and fires all timers until nobody waits. */
async function runOut(sim: Sim): Promise<void> {
  for (let packets = 0; ; packets += 1) {
    hold(packets < MOST_PACKETS, 'I9', () => 'messages without end');
    const [packet] = sim.network.due();
    if (packet !== undefined) await carry(sim, packet);
    else if (sim.tills.some((till) => till.running() > 0)) await waitFor(sim);
    else if (sim.network.pending() === 0) return;
    else sim.network.now += 1;
  }
}

async function waitFor(sim: Sim): Promise<void> {
  sim.network.now += 1;
  sim.clock.advance(500);
  if (sim.timers.hasDue(sim.clock.now())) await fireTimer(sim);
}

function positionOf({ oracle, tills, diskOf }: Sim): string {
  const heads = tills.map((till) => `${till.branch} ${diskOf(till).chains.get(diskOf(till).liveIncarnation)?.length ?? 0}`);
  const asked = oracle.hq.reader().all<object>('select member_id, branch_id, n, cause from recall');
  const granted = oracle.hq.reader().all<object>('select member_id, branch_id from placement');
  // What HQ's own work changes without an event, an order that is to end, the feed alone knows.
  const told = oracle.hq.reader().all<object>('select max(gseq) as gseq from feed');
  return `${oracle.hq.eventCount()} ${heads.join(' ')} ${JSON.stringify([asked, granted, told])}`;
}

function describeRest(sim: Sim): string {
  return `${positionOf(sim)}, ${sim.network.pending()} packets`;
}
