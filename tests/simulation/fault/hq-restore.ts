import { backUp } from '../../../apps/hq-server/src/server/backup/back-up.ts';
import { restoreHq } from '../../../apps/hq-server/src/server/backup/restore-hq.ts';
import { Violation } from '../violation.ts';
import type { Sim } from '../world/sim.ts';
import type { Fault } from './fault.ts';

/**
 * HQ's files are lost and an older copy takes their place, as the commands for it do it: a new history begins. Without a copy one is made
 * for later, while HQ runs.
 */
export const hqRestore: Fault = {
  name: 'hq_restore',
  run: (sim) => (sim.backups.length === 0 || sim.chance.happens(0.3) ? copyHq(sim) : restore(sim, chooseCopy(sim))),
};

/** The newest more often than others. */
function chooseCopy({ backups, chance }: Sim): string {
  return (chance.happens(0.4) ? backups.at(-1) : undefined) ?? chance.pick(backups);
}

function copyHq(sim: Sim): string {
  const { hq, oracle } = sim;
  const target = sim.newFolder('copy-of-hq');
  const copied = backUp({ dataFolder: hq.folder, target, now: hq.clock.read() });
  if (!copied.ok) throw new Violation('hq_restore', `HQ was not copied: ${copied.error.code}`);
  oracle.touchHq();
  oracle.copiedHq(copied.value.file);
  sim.backups.push(copied.value.file);
  return 'HQ was copied';
}

async function restore(sim: Sim, file: string): Promise<string> {
  const { hq, oracle } = sim;
  const { random } = hq.served().context;
  await hq.restart(async () => {
    // Nobody may have the files open.
    oracle.leaveHq();
    const restored = await restoreHq({ dataFolder: hq.folder, file, now: hq.clock.read(), random });
    if (!restored.ok) throw new Violation('hq_restore', `HQ was not restored: ${restored.error.code}, ${restored.error.why}`);
  });
  oracle.resetHq(file);
  sim.numbers.histories += 1;
  sim.coverage.hit('hq restored');
  sim.coverage.hit(oracle.hq.isBarred() ? 'barrier shut' : 'barrier open');
  return 'HQ is an older copy of itself';
}
