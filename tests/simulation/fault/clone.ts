import { TILL_DATABASE } from '../template/build-template.ts';
import { createMemoryKeystore } from '../template/memory-keystore.ts';
import { copyStore } from '../world/hq-node.ts';
import type { Fault } from './fault.ts';

/**
 * Somebody copies a till's disk and runs both: what it held at that moment may be spent twice, and nothing more. What it had asked for and
 * not heard yet may be too, which the witness cannot tell apart: no disk is copied while a request is on its way.
 */
export const clone: Fault = {
  name: 'clone',
  run: (sim) => {
    const standing = sim.tills.filter(({ isGone, index }) => !isGone && sim.network.waitingOf(index) === 0);
    if (standing.length === 0 || sim.tills.length > sim.plan.branches) return null;
    const till = sim.chance.pick(standing);
    const { branch, staffId, token } = till;
    const folder = sim.newFolder(branch);
    copyStore(till.folder, folder, TILL_DATABASE);
    const keystore = createMemoryKeystore(till.keystore.secrets);
    const { truth } = sim.oracle;
    truth.copied(sim.diskOf(till));
    sim.setDisk(sim.addTill({ branch, staffId, token, folder, keystore }), truth.mount(branch, folder));
    return `${branch} was copied`;
  },
};
