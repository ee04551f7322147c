import type { Settings } from './settings.ts';

export type CommandInput = {
  readonly settings: Settings;
  /** The options that were given; all are known to the command. */
  readonly options: ReadonlySet<string>;
  /** What it works on, as typed; empty for a command that needs nothing. */
  readonly operand: string;
  readonly print: (line: string) => void;
  readonly stopwatch: () => number;
};

export type Command = {
  /** What must be typed after the command. */
  readonly operand?: string;
  readonly options: readonly string[];
  /** The exit code; null: it goes on. */
  readonly run: (input: CommandInput) => Promise<number | null>;
};
