/** An invariant that does not hold, by its name in the design; or the harness itself gone astray (`harness`). */
export class Violation extends Error {
  readonly invariant: string;

  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

export function hold(claim: boolean, invariant: string, what: () => string): void {
  if (!claim) throw new Violation(invariant, what());
}
