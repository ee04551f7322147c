import type { StoreStep } from '@jifen/platform';

/** Thrown inside a store at a chosen step; nothing of the product catches it by name. */
export class Crash extends Error {
  constructor() {
    super('planted crash');
  }
}

/** Kills a store after a number of its own steps (statements and commits). `null`: armed for nothing. */
export type CrashSwitch = {
  readonly onStep: (step: StoreStep) => void;
  /** Durable commits so far. */
  readonly commits: () => number;
  arm(steps: number): void;
  hasCrashed(): boolean;
  disarm(): void;
};

export function createCrashSwitch(): CrashSwitch {
  let stepsLeft: number | null = null;
  let hasCrashed = false;
  let commits = 0;
  return {
    commits: () => commits,
    onStep: (step) => {
      // A dead process runs no further statement either.
      if (hasCrashed) throw new Crash();
      const isHit = stepsLeft !== null && (stepsLeft -= 1) <= 0;
      if (!isHit) {
        if (step === 'commit') commits += 1;
        return;
      }
      stepsLeft = null;
      hasCrashed = true;
      throw new Crash();
    },
    arm: (steps) => {
      stepsLeft = steps;
    },
    hasCrashed: () => hasCrashed,
    disarm: () => {
      stepsLeft = null;
      hasCrashed = false;
    },
  };
}
