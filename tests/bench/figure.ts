/** One line of JSON per figure. Every figure is a ratio to a baseline that was taken in the same run; times are only beside it. */
export type BenchFigure = {
  readonly bench: string;
  readonly figure: string;
  readonly ratio: number;
  readonly budget: string;
  readonly isWithinBudget: boolean;
} & Readonly<Record<string, unknown>>;
