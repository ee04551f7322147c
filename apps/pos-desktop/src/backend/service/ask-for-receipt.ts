import { type BranchId, err, ok, type Result } from '@jifen/core';
import type { AppliedResponse } from '@jifen/sync';
import { findBranch } from '../store/reference.ts';
import type { Exchanger } from './exchange.ts';
import type { NotHere } from './refundable.ts';
import type { Till } from './till.ts';
import { type Timer, withPatience } from './timer.ts';

/** A receipt that the customer holds: its number or its sale's id. Both look anew each time. */
export type ReceiptWanted = {
  readonly receipt: string;
  /** Null: this till may refund of it. */
  readonly missing: () => NotHere | null;
  /** Only an earlier life of this till says so: HQ is asked too, and without HQ that has to do. */
  readonly isUnsure: () => boolean;
};

/** What HQ said last of a receipt; null when it said nothing. */
type LastWord = AppliedResponse['asked'][number] | null;

/** Asks HQ, if it can be reached, for a receipt of another branch. */
export type AskForReceipt = (wanted: ReceiptWanted) => Promise<LastWord>;

export type AskProblem =
  | NotHere
  /** Its owner was asked to give it up. */
  | { readonly code: 'origin_asked'; readonly branchName: string }
  /** HQ is about to pass it on. */
  | { readonly code: 'receipt_on_its_way' }
  | { readonly code: 'receipt_unknown' }
  | { readonly code: 'receipt_unreleasable' };

/** A customer waits at the counter: longer than this nobody is asked. */
const PATIENCE_MS = 6000;
/** The other shop is told at once and gives the receipt up within a moment when it is in reach. */
const MAX_TRIES = 6;
const PAUSE_MS = 600;

/** Asks HQ for a receipt, and again while it is on its way from another till. With the line cut or HQ silent it comes back with nothing. */
export function askForReceipt(till: Till, exchanger: Exchanger, timer: Timer): AskForReceipt {
  return async (wanted) => {
    if (till.line.isCut()) return null;
    const said: { last: LastWord } = { last: null };
    const pause = () =>
      new Promise<void>((resolve) => {
        timer(PAUSE_MS, resolve);
      });
    await withPatience(timer, ask({ exchanger, pause, said }, wanted), { ms: PATIENCE_MS, silence: undefined });
    return said.last;
  };
}

type Asking = { readonly exchanger: Exchanger; readonly pause: () => Promise<void>; readonly said: { last: LastWord } };

async function ask({ exchanger, pause, said }: Asking, wanted: ReceiptWanted): Promise<void> {
  for (let tries = 1; tries <= MAX_TRIES && !isHere(wanted); tries += 1) {
    const outcome = await exchanger.exchange([], [{ receipt: wanted.receipt }]);
    if (outcome.kind === 'again') continue;
    if (outcome.kind !== 'applied') return;
    said.last = outcome.asked?.find((asked) => asked.receipt === wanted.receipt) ?? said.last;
    if (said.last?.state !== 'asked' && said.last?.state !== 'granted') return;
    if (!isHere(wanted) && tries < MAX_TRIES) await pause();
  }
}

/** Nothing to do when the receipt is here; else HQ is asked, and a "no" says what a person can do. */
export async function fetchReceipt(till: Till, asker: AskForReceipt, wanted: ReceiptWanted): Promise<Result<null, AskProblem>> {
  if (isHere(wanted)) return ok(null);
  const last = await asker(wanted);
  const missing = wanted.missing();
  if (missing !== null) return err(last === null ? missing : problemOf(till, last));
  const isElsewhere = wanted.isUnsure() && (last?.holder ?? null) !== null && last?.holder?.branch !== till.branch;
  return isElsewhere && last !== null ? err(problemOf(till, last)) : ok(null);
}

function isHere({ missing, isUnsure }: ReceiptWanted): boolean {
  return missing() === null && !isUnsure();
}

function problemOf(till: Till, { state, holder = null }: NonNullable<LastWord>): AskProblem {
  if (state === 'unknown') return { code: 'receipt_unknown' };
  if (state === 'unreleasable') return { code: 'receipt_unreleasable' };
  if (holder === null || holder.branch === till.branch) return { code: 'receipt_on_its_way' };
  const branchName = nameOf(till, holder.branch);
  return holder.isHeard ? { code: 'origin_asked', branchName } : { code: 'origin_offline', branchName };
}

function nameOf(till: Till, branch: BranchId): string {
  return findBranch(till.store, branch)?.name ?? branch;
}
