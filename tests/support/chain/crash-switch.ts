/** Thrown inside a store at a chosen step; nothing of the product catches it by name. */
export class Crash extends Error {
  constructor() {
    super('planted crash');
  }
}

/** Kills a store after a number of its own steps (statements and commits). `null`: armed for nothing. */
export type CrashSwitch = {
  readonly onStep: () => void;
  arm(steps: number): void;
  hasCrashed(): boolean;
  disarm(): void;
};

export function createCrashSwitch(): CrashSwitch {
  let stepsLeft: number | null = null;
  let hasCrashed = false;
  return {
    onStep: () => {
      // A dead process runs no further statement either.
      if (hasCrashed) throw new Crash();
      if (stepsLeft === null) return;
      stepsLeft -= 1;
      if (stepsLeft > 0) return;
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
