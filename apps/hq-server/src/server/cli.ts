import { backupCommand, restoreCommand } from './backup/backup-commands.ts';
import type { Command, CommandInput } from './command.ts';
import { serve } from './serve.ts';
import { readSettings } from './settings.ts';
import { verifyCommand } from './verify/verify-command.ts';

/** What `npm run hq -- <command>` can do; without a command it serves. */
const COMMANDS: Readonly<Record<string, Command>> = {
  serve: { options: [], run: serve },
  verify: { options: ['--json'], run: verifyCommand },
  backup: { operand: 'FILE or FOLDER', options: [], run: backupCommand },
  restore: { operand: 'FILE', options: [], run: restoreCommand },
};

export type CliInput = Pick<CommandInput, 'print' | 'stopwatch'> & {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Where it is told that nothing was done. */
  readonly complain: (line: string) => void;
};

/** Runs one command; the answer is the exit code, or null while it goes on. What it does not know is named, with 2. */
export async function runCli({ args, env, folder, print, complain, stopwatch }: CliInput): Promise<number | null> {
  const [name = 'serve', ...given] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    complain(`unknown command “${name}”; there are: ${Object.keys(COMMANDS).join(', ')}`);
    return 2;
  }
  const operand = command.operand === undefined ? '' : (given.find((word) => !word.startsWith('--')) ?? '');
  if (command.operand !== undefined && operand === '') {
    complain(`${name} needs ${command.operand}: npm run hq -- ${name} …`);
    return 2;
  }
  const unknown = given.filter((word) => word !== operand).find((option) => !command.options.includes(option));
  if (unknown !== undefined) {
    const known = command.options.length === 0 ? 'none' : command.options.join(', ');
    complain(`unknown option “${unknown}” of ${name}; there are: ${known}`);
    return 2;
  }
  return await command.run({ settings: readSettings(env, folder), options: new Set(given), operand, print, stopwatch });
}
