import { errorCodeOf } from '../../support/chain/json-call.ts';
import { createMemoryKeystore, keysOf } from '../template/memory-keystore.ts';
import { HQ_URL } from '../world/open-node.ts';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { lifeOf } from './close-till.ts';

/** A shop whose disk is gone, or whose till was closed in order, gets a new machine: another life of the branch begins. */
export const enrolAgain: Action = {
  name: 'enrol again',
  weight: 4,
  run: (sim) => {
    const gone = sim.tills.filter((till) => (till.isGone || isClosedInOrder(sim, till)) && till.running() === 0);
    return gone.length === 0 ? null : enrolTill(sim, sim.chance.pick(gone));
  },
};

/** HQ has its whole log, its farewell last. */
function isClosedInOrder(sim: Sim, till: TillNode): boolean {
  return sim.oracle.truth.isClosed(sim.diskOf(till)) && lifeOf(sim, till)?.state === 'closed';
}

export async function enrolTill(sim: Sim, till: TillNode): Promise<readonly string[]> {
  const made = await askForCode(sim, till);
  if ('why' in made) return [made.why];
  const { code } = made;
  await till.die();
  if (!till.isGone) retire(sim, till);
  till.folder = sim.newFolder(till.branch);
  const keys = keysOf(till.folder.slice(sim.folder.length));
  till.keystore = createMemoryKeystore([
    ['device-public-key', keys.publicKey],
    ['device-private-key', keys.privateKey],
  ]);
  const work = async () => {
    const answer = await till.call('POST', '/api/enrol', { hqUrl: HQ_URL, code, terminalName: 'till' });
    if (answer.status >= 400) return errorCodeOf(answer);
    sim.setDisk(till, sim.oracle.truth.mount(till.branch, till.folder));
    till.isGone = false;
    sim.coverage.hit('enrolled again');
    return 'enrolled';
  };
  return await till.begin({ name: `${till.branch} enrol`, work, died: () => undefined });
}

/** A code by which a machine is enrolled at the till's branch, or why HQ gives none. */
export async function askForCode(sim: Sim, till: TillNode): Promise<{ readonly code: string } | { readonly why: string }> {
  const made = await sim.hq.call('POST', `/api/v1/branches/${till.branch}/enrolment-codes`, { terminalName: 'till' });
  sim.oracle.touchHq();
  if (made === null) return { why: 'hq died' };
  return made.status >= 400 ? { why: errorCodeOf(made) } : (made.body as { code: string });
}

/** A till that was closed in order goes to the scrap yard. */
function retire(sim: Sim, till: TillNode): void {
  sim.oracle.truth.destroy(sim.diskOf(till));
  till.isGone = true;
  sim.coverage.hit('closed till replaced');
}
