import type { StoreStep } from '@jifen/platform';
import Database from 'better-sqlite3';
import { Crash } from '../../support/chain/crash-switch.ts';

/** What happens to a store at one of its own steps: its process dies there, or its disk is full from there on. */
export type StepSwitch = {
  readonly onStep: (step: StoreStep) => void;
  /** Dies after so many more steps. */
  armCrash(steps: number): void;
  /** The disk is full after so many more steps, for so many commits. */
  armFull(steps: number, length: number): void;
  hasCrashed(): boolean;
  /** Dead at once. */
  kill(): void;
  /** A new process on a disk with room. */
  reset(): void;
  readonly counts: { steps: number; commits: number; full: number };
};

export function createStepSwitch(): StepSwitch {
  let crashIn: number | null = null;
  let full: { in: number; length: number } | null = null;
  let hasCrashed = false;
  const counts = { steps: 0, commits: 0, full: 0 };
  const die = () => {
    hasCrashed = true;
    crashIn = null;
    throw new Crash();
  };
  return {
    counts,
    onStep: (step) => {
      // A dead process runs no further statement either.
      if (hasCrashed) throw new Crash();
      counts.steps += 1;
      if (crashIn !== null && (crashIn -= 1) <= 0) die();
      // In a write-ahead log it is the commit that needs room.
      if (full !== null && (full.in -= 1) <= 0 && step === 'commit') {
        full.length -= 1;
        if (full.length <= 0) full = null;
        counts.full += 1;
        throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
      }
      if (step === 'commit') counts.commits += 1;
    },
    armCrash: (steps) => {
      crashIn = steps;
    },
    armFull: (steps, length) => {
      full = { in: steps, length };
    },
    hasCrashed: () => hasCrashed,
    kill: () => {
      hasCrashed = true;
    },
    reset: () => {
      [crashIn, full, hasCrashed] = [null, null, false];
    },
  };
}
