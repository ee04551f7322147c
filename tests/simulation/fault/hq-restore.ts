import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newIncarnation } from '@jifen/platform';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { inTransaction } from '../../../apps/hq-server/src/server/store/transaction.ts';
import { HQ_DATABASE } from '../template/build-template.ts';
import { copyStore } from '../world/hq-node.ts';
import type { Sim } from '../world/sim.ts';
import type { Fault } from './fault.ts';

/** HQ's files are lost and an older copy takes their place: a new history begins. Without a copy one is put aside for later. */
export const hqRestore: Fault = {
  name: 'hq_restore',
  run: (sim) => (sim.backups.length === 0 || sim.chance.happens(0.3) ? backUp(sim) : restore(sim, sim.chance.pick(sim.backups))),
};

function backUp(sim: Sim): string {
  const folder = sim.newFolder('backup');
  copyStore(sim.hq.folder, folder);
  sim.backups.push(folder);
  return 'HQ was copied';
}

async function restore(sim: Sim, backup: string): Promise<string> {
  const { hq } = sim;
  await hq.restart(() => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(hq.folder, `${HQ_DATABASE}${suffix}`), { force: true });
    cpSync(backup, hq.folder, { recursive: true });
  });
  const { store, cipher, random } = hq.served().context;
  const writing = { now: hq.clock.read(), cipher };
  await inTransaction(store, (trx) => openEpoch(trx, writing, newIncarnation(random)));
  sim.oracle.resetHq();
  sim.coverage.hit('hq restored');
  return 'HQ is an older copy of itself';
}
