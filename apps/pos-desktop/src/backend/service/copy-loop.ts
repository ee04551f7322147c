import { DAY_MS, type UnixMs, unixMs } from '@jifen/core';
import { makeTillCopy } from './make-copy.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Till } from './till.ts';
import { type Timer, withPatience } from './timer.ts';

/** Copies the database at each day's close and once a night, as long as it runs. A till that was off at night does it after its start. */
export type CopyLoop = { stop(): Promise<void> };

/** Half past three by the shop's clock: every shop is closed. */
const NIGHT_MS = 3.5 * 3_600_000;
/** The morning's first customers come before the copy that the night missed. */
const AFTER_START_MS = 600_000;
const RETRY_MS = 900_000;
/** Clocks are set and machines sleep: what is due is looked at again and again. */
const LOOK_MS = 3_600_000;
/** A share that hangs does not keep the machine from being switched off. */
const PATIENCE_MS = 15_000;

export function startCopyLoop(till: Till, timer: Timer): CopyLoop {
  const { copies } = till;
  if (copies.place === null) return { stop: () => Promise.resolve() };
  let isStopped = false;
  let isOwed = false;
  let callOff: () => void = () => undefined;
  const schedule = (delayMs: number) => {
    callOff();
    if (!isStopped) callOff = timer(delayMs, () => void look());
  };
  const make = async () => {
    const done = await makeTillCopy(till);
    if (isStopped) return;
    isOwed = !done.ok;
    schedule(done.ok ? untilNight(till) : RETRY_MS);
  };
  const look = async () => {
    if (isStopped) return;
    if (isOwed || isDue(till)) await make();
    else schedule(untilNight(till));
  };
  const stopListening = copies.listen(() => void make());
  void findNewest(till).then(() => schedule(AFTER_START_MS));
  return {
    stop: async () => {
      isStopped = true;
      callOff();
      stopListening();
      await withPatience(timer, copies.rest(), { ms: PATIENCE_MS, silence: undefined });
    },
  };
}

/** What runs before said of it is in the folder alone. A folder that cannot be read is told by the first copy. */
async function findNewest({ copies, branch, logger }: Till): Promise<void> {
  const { place } = copies;
  if (place === null) return;
  try {
    const listed = await place.run({ kind: 'list', folder: place.folder, branch });
    const newest = listed.ok ? listed.value[0] : undefined;
    if (newest !== undefined) copies.found(newest);
  } catch (error) {
    logger.error({ err: error }, 'the folder of copies could not be looked at');
  }
}

function isDue(till: Till): boolean {
  const { lastSuccess } = till.copies.status();
  return lastSuccess === null || lastSuccess.at < lastNight(till);
}

function untilNight(till: Till): number {
  return Math.min(LOOK_MS, Math.max(0, lastNight(till) + DAY_MS - till.clock()));
}

/** The last time that the shop's clock showed the hour of copies. */
function lastNight(till: Till): UnixMs {
  const offsetMs = utcOffsetMinutesOf(till.store, till) * 60_000 - NIGHT_MS;
  return unixMs(Math.floor((till.clock() + offsetMs) / DAY_MS) * DAY_MS - offsetMs);
}
