import { err, ok, type Result, unixMs, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { ThrottleProblem } from '../service/throttle.ts';
import type { HqSchema } from '../store/schema.ts';
import { findThrottle, saveThrottle } from '../store/throttle-store.ts';

const WINDOW_MS = 10 * 60_000;
/** A page asks again every few seconds while points are on their way; nobody needs more by hand. */
const MOST_IN_WINDOW = 120;

/** Counts what one person asks for, and refuses what no person would. */
export async function countGrantRequest(
  trx: Transaction<HqSchema>,
  { who, now }: { readonly who: string; readonly now: UnixMs },
): Promise<Result<null, ThrottleProblem>> {
  const key = `grant:${who}`;
  const known = await findThrottle(trx, key);
  const isFresh = known === null || known.lastFailedAt + WINDOW_MS <= now || known.lastFailedAt > now;
  const beganAt = isFresh ? now : known.lastFailedAt;
  const asked = isFresh ? 1 : known.failures + 1;
  if (asked > MOST_IN_WINDOW) return err({ code: 'too_many_tries', retryAfterSeconds: Math.ceil((beganAt + WINDOW_MS - now) / 1000) });
  await saveThrottle(trx, { key, failures: asked, lastFailedAt: beganAt, lockedUntil: unixMs(0) });
  return ok(null);
}
