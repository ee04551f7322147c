/** Why the demo cannot start, in words for the person at the terminal, with what to do about it. */
export class StartProblem extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
