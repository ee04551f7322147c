import { systemClock, systemRandom } from '@jifen/platform';
import type { CommandInput } from '../command.ts';
import { backUp } from './back-up.ts';
import { restoreHq } from './restore-hq.ts';

/** `backup FILE|FOLDER`: exit code 0 when the copy is made, on the disk and whole. */
export function backupCommand({ settings, operand, print }: CommandInput): Promise<number> {
  const done = backUp({ dataFolder: settings.JIFEN_DATA_DIR, target: operand, now: systemClock() });
  if (!done.ok) {
    print(`No copy was made (${done.error.code}): ${done.error.why}.`);
    return Promise.resolve(1);
  }
  const { file, bytes, events } = done.value;
  print(`${file}: ${events} events, ${bytes} bytes, on the disk and whole.`);
  print('It cannot be read without keys.json of the data folder: keep that file too, and in another place.');
  return Promise.resolve(0);
}

/** `restore FILE`: exit code 0 when the copy is in place. HQ must be stopped. */
export async function restoreCommand({ settings, operand, print }: CommandInput): Promise<number> {
  const done = await restoreHq({ dataFolder: settings.JIFEN_DATA_DIR, file: operand, now: systemClock(), random: systemRandom });
  if (!done.ok) {
    print(`Nothing was changed (${done.error.code}): ${done.error.why}.`);
    return 1;
  }
  const { epoch, events, kept, waitingFor } = done.value;
  print(`Restored: ${events} events, history ${epoch}.`);
  if (kept !== null) print(`The database that was here lies in ${kept}.`);
  print('What happens now:');
  print(
    '- Start HQ. Every till notices the new history by itself and sends again what HQ has lost. Nobody needs to do anything at a till.',
  );
  if (waitingFor > 0)
    print(`- HQ knows of ${waitingFor} tills that have to report first. Of one that will never come back, decide in /admin.`);
  print('- Everybody signs in again. Terminals that were revoked after the copy was made must be revoked again.');
  print('- A till that was enrolled after the copy was made is unknown now: enrol it again at its sync page. It loses nothing.');
  print('- One that was closed or given up before the copy was made and is used again since must reach HQ.');
  print(
    '- When no such till is left, confirm it in /admin. Until then HQ places no points anew; selling, earning and what tills hold go on.',
  );
  return 0;
}
