import { err, latestOf, ok, type Result, type UnixMs, unixMs } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { deleteThrottle, deleteThrottlesBefore, findThrottle, saveThrottle, type Throttle } from '../store/throttle-store.ts';
import { inTransaction } from '../store/transaction.ts';

/**
 * Slows down guessing. A try is counted before it is checked, so that a thousand at once do not slip through; a success takes the
 * count back. What is counted: who was tried (the account or identifier as given, known or not) and from which address.
 */
export type Tried = { readonly who: string; readonly from: string };
export type ThrottleProblem = { readonly code: 'too_many_tries'; readonly retryAfterSeconds: number };

const FREE_TRIES = { who: 5, from: 30 } as const;
const FIRST_DELAY_MS = 2_000;
const MAX_DELAY_MS = 15 * 60_000;
/** After this long without a failure the count starts anew. */
const FORGET_MS = 3_600_000;

type Counted = { readonly key: string; readonly free: number };

/** Counts a try, or refuses it while an earlier failure still locks. */
export async function countTry(context: HqContext, tried: Tried): Promise<Result<null, ThrottleProblem>> {
  const now = context.clock();
  return inTransaction(context.store, async (trx) => {
    const counted = await Promise.all(countedOf(context, tried).map(async (of) => ({ of, known: await findThrottle(trx, of.key) })));
    const lockedUntil = latestOf(now, ...counted.map(({ known }) => lockEndOf(known, now)));
    if (lockedUntil > now) return err({ code: 'too_many_tries', retryAfterSeconds: Math.ceil((lockedUntil - now) / 1000) });
    for (const { of, known } of counted) await saveThrottle(trx, nextThrottle(of, known, now));
    await deleteThrottlesBefore(trx, unixMs(Math.max(0, now - FORGET_MS)));
    return ok(null);
  });
}

/** Takes a counted try back: it was a success. */
export async function forgiveTry(context: HqContext, tried: Tried): Promise<void> {
  const [who, from] = countedOf(context, tried);
  await inTransaction(context.store, async (trx) => {
    await deleteThrottle(trx, who.key);
    const known = await findThrottle(trx, from.key);
    if (known !== null) await saveThrottle(trx, { ...known, failures: Math.max(0, known.failures - 1), lockedUntil: unixMs(0) });
  });
}

/** An account, phone or address is personal: the table holds its HMAC. */
function countedOf({ cipher }: HqContext, { who, from }: Tried): readonly [Counted, Counted] {
  return [
    { key: `who:${cipher.indexOf('phone', `sign-in who ${who}`)}`, free: FREE_TRIES.who },
    { key: `from:${cipher.indexOf('phone', `sign-in from ${from}`)}`, free: FREE_TRIES.from },
  ];
}

/** A failure that lies ahead was noted by a clock that was set right since: until then nobody could prove who they are. */
function lockEndOf(known: Throttle | null, now: UnixMs): UnixMs {
  return known === null || known.lastFailedAt > now ? now : known.lockedUntil;
}

function nextThrottle({ key, free }: Counted, known: Throttle | null, now: UnixMs): Throttle {
  const isFresh = known === null || known.lastFailedAt + FORGET_MS <= now;
  const failures = isFresh ? 1 : known.failures + 1;
  const delayMs = failures <= free ? 0 : Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - free - 1, 20));
  return { key, failures, lastFailedAt: now, lockedUntil: unixMs(now + delayMs) };
}
