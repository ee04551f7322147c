import { err, type Result, type UnixMs } from '@jifen/core';
import type { CopyRunner, MadeCopy, MakeProblem } from '../store/copy/copy-job.ts';

/** Where a till lays copies of its database, and who makes them. */
export type CopyPlace = {
  /** Where the database lies. */
  readonly dataFolder: string;
  /** Another disk or a share protects from more than the till's own disk. */
  readonly folder: string;
  readonly run: CopyRunner;
};

export type CopyStatus = {
  /** Null: this till makes none. */
  readonly folder: string | null;
  readonly isRunning: boolean;
  readonly lastSuccess: MadeCopy | null;
  /** Null when a later try went well. */
  readonly lastFailure: { readonly at: UnixMs; readonly code: MakeProblem['code'] } | null;
};

export type CopyOutcome = Result<MadeCopy, MakeProblem>;

/**
 * What is known of the till's copies. One is made at a time; whoever asks for one while another is on its way gets the next, because that
 * one knows nothing of what was just written.
 */
export type Copies = {
  readonly place: CopyPlace | null;
  status(): CopyStatus;
  /** The day was closed: a copy is wanted soon, and nobody waits for it. */
  ask(): void;
  /** Called when one is asked for; the answer ends it. */
  listen(listener: () => void): () => void;
  /** Runs `make` when no other is under way, and remembers how it ended. */
  run(make: () => Promise<CopyOutcome>, clock: () => UnixMs): Promise<CopyOutcome>;
  /** The newest one that was found in the folder. */
  found(copy: MadeCopy): void;
  /** Resolves when nothing is under way. */
  rest(): Promise<void>;
};

export function createCopies(place: CopyPlace | null): Copies {
  const listeners = new Set<() => void>();
  let lastSuccess: MadeCopy | null = null;
  let lastFailure: CopyStatus['lastFailure'] = null;
  let running = 0;
  let last: Promise<unknown> = Promise.resolve();
  const note = (outcome: CopyOutcome, at: UnixMs): CopyOutcome => {
    if (outcome.ok) [lastSuccess, lastFailure] = [outcome.value, null];
    else lastFailure = { at, code: outcome.error.code };
    return outcome;
  };
  return {
    place,
    status: () => ({ folder: place?.folder ?? null, isRunning: running > 0, lastSuccess, lastFailure }),
    ask: () => listeners.forEach((listener) => listener()),
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    run: (make, clock) => {
      running += 1;
      const next = last
        .then(make)
        .catch((): CopyOutcome => err({ code: 'copy_failed' }))
        .then((outcome) => note(outcome, clock()))
        .finally(() => {
          running -= 1;
        });
      last = next;
      return next;
    },
    found: (copy) => {
      if (lastSuccess === null || lastSuccess.at < copy.at) lastSuccess = copy;
    },
    rest: async () => {
      await last;
    },
  };
}
