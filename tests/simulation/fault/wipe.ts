import { mkdirSync } from 'node:fs';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Fault } from './fault.ts';

/** A till's disk is destroyed with all that HQ has not heard yet: with its machine, or alone, so that the keystore is still there. */
export const wipe: Fault = {
  name: 'wipe',
  run: (sim) => {
    const standing = sim.tills.filter(({ isGone }) => !isGone);
    if (standing.length < 2) return null;
    return destroy(sim, sim.chance.pick(standing), { isMachineLost: sim.chance.happens(0.5) });
  },
};

async function destroy(sim: Sim, till: TillNode, { isMachineLost }: { readonly isMachineLost: boolean }): Promise<string> {
  await till.die();
  sim.oracle.truth.destroy(sim.diskOf(till));
  till.isGone = true;
  if (isMachineLost) return `${till.branch} lost its machine`;
  till.folder = sim.newFolder(till.branch);
  mkdirSync(till.folder, { recursive: true });
  // The first start on the empty disk finds the enrolment in the keystore and begins another life.
  const outcomes = await till.begin({ name: 'start anew', died: () => undefined, work: () => Promise.resolve('started') });
  if (outcomes.includes('start anew started')) revive(sim, till);
  return `${till.branch} lost its disk: ${outcomes.join()}`;
}

/** A new database stands where the destroyed one stood. */
function revive(sim: Sim, till: TillNode): void {
  sim.setDisk(till, sim.oracle.truth.mount(till.branch, till.folder));
  till.isGone = false;
  sim.coverage.hit('wiped disk');
}
