import type { Sim } from './sim.ts';

const HOUR_MS = 3_600_000;

/** HQ's own work, when an hour has passed since the last time. */
export async function passHour(sim: Sim): Promise<readonly string[]> {
  const { clock, coverage, hq, hour, oracle } = sim;
  if (clock.now() < hour.next) return [];
  hour.next = clock.now() + HOUR_MS;
  const outcome = await hq.doHourlyWork();
  oracle.touchHq();
  coverage.hit(`hour ${outcome}`);
  return [outcome];
}
