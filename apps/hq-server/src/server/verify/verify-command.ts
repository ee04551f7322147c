import { systemRandom } from '@jifen/platform';
import type { CommandInput } from '../command.ts';
import { formatProblem, formatReport } from './format-report.ts';
import { verifyHq } from './verify-hq.ts';

/** `verify [--json]`: exit code 0 when the store is what its logs say, 1 when anything differs, 2 when it cannot be looked at. */
export async function verifyCommand({ settings, options, print, stopwatch }: CommandInput): Promise<number> {
  const verified = await verifyHq({ dataFolder: settings.JIFEN_DATA_DIR, random: systemRandom, stopwatch });
  if (!verified.ok) {
    print(formatProblem(verified.error));
    return 2;
  }
  if (options.has('--json')) print(JSON.stringify(verified.value));
  else for (const line of formatReport(verified.value)) print(line);
  return verified.value.findingCount === 0 ? 0 : 1;
}
