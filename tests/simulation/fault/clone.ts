import { must } from '@jifen/core';
import { TILL_DATABASE } from '../template/build-template.ts';
import { createMemoryKeystore } from '../template/memory-keystore.ts';
import { runAtTill } from '../world/command.ts';
import { copyStore } from '../world/hq-node.ts';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Fault } from './fault.ts';

/**
 * Somebody copies a till's disk and runs both: what it held at that moment may be spent twice, and nothing more. What it had asked for and
 * not heard yet may be too, which the witness cannot tell apart: no disk is copied while a request is on its way.
 */
export const clone: Fault = {
  name: 'clone',
  run: async (sim) => {
    const standing = sim.tills.filter(({ isGone, index }) => !isGone && sim.network.waitingOf(index) === 0);
    if (standing.length === 0 || sim.tills.length > sim.plan.branches) return null;
    const till = sim.chance.pick(standing);
    const { branch, staffId, token } = till;
    const folder = sim.newFolder(branch);
    copyStore(till.folder, folder, TILL_DATABASE);
    const keystore = createMemoryKeystore(till.keystore.secrets);
    const { truth } = sim.oracle;
    truth.copied(sim.diskOf(till));
    const copy = sim.addTill({ branch, staffId, token, folder, keystore });
    sim.setDisk(copy, truth.mount(branch, folder));
    const unheard = sim.chance.happens(0.5) ? sim.chance.int(1, 5) : 0;
    for (let n = 0; n < unheard; n += 1) await callInVain(sim, copy);
    return `${branch} was copied, ${unheard} calls in vain`;
  },
};

/** Where the copy stands there is no line: it has counted a request that HQ never hears of. */
async function callInVain(sim: Sim, copy: TillNode): Promise<void> {
  const { network } = sim;
  const line = must(network.lines[copy.index], 'a line');
  Object.assign(line, { up: false, down: false });
  await runAtTill(sim, copy, { name: 'exchange', work: async () => (await copy.backend().exchange()).kind });
  for (const call of network.overheard) if (call.till === copy.index && !call.isOver) network.end(call, null);
  await copy.settle();
  Object.assign(line, { up: true, down: true });
}
