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
};

export type Strike = 'crash' | 'full';

/** `onStrike`: it happened. What was armed and never reached is no fault. */
export function createStepSwitch(onStrike: (strike: Strike) => void): StepSwitch {
  let crashIn: number | null = null;
  let full: { in: number; length: number } | null = null;
  let hasCrashed = false;
  const die = () => {
    hasCrashed = true;
    crashIn = null;
    onStrike('crash');
    throw new Crash();
  };
  return {
    onStep: (step) => {
      // A dead process runs no further statement either.
      if (hasCrashed) throw new Crash();
      if (crashIn !== null && (crashIn -= 1) <= 0) die();
      // In a write-ahead log it is the commit that needs room.
      if (full !== null && (full.in -= 1) <= 0 && step === 'commit') {
        full.length -= 1;
        if (full.length <= 0) full = null;
        onStrike('full');
        throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
      }
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
