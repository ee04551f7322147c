import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { MachineFault } from './odd-machine.ts';

const ENTRY = join(import.meta.dirname, '../../../apps/pos-desktop/src/browser/main.ts');
const MACHINE = join(import.meta.dirname, 'odd-machine.ts');
const READY_WITHIN_MS = 60_000;

export type TillProcessOptions = { readonly dataFolder: string; readonly port: number; readonly hqUrl: string };

/** A till's backend in a process of its own, which can be killed as by a power cut and started again on the same files. */
export type TillProcess = {
  readonly url: string;
  readonly dataFolder: string;
  /** All that it logged, over all its lives. */
  readonly logged: () => readonly LogLine[];
  /** Ready when it resolves; one that runs goes on. */
  start(): Promise<void>;
  kill(): Promise<void>;
  suffer(fault: MachineFault): Promise<void>;
};

/** As pino writes it. */
export type LogLine = { readonly level: number; readonly msg: string; readonly text: string };

export function createTillProcess({ dataFolder, port, hqUrl }: TillProcessOptions): TillProcess {
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let output = '';
  const isAlive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  const start = async (): Promise<void> => {
    if (isAlive()) return;
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('JIFEN_')));
    const own = { JIFEN_DATA_DIR: dataFolder, JIFEN_PORT: String(port), JIFEN_HQ_URL: hqUrl, JIFEN_DEMO: '1' };
    const started = spawn(process.execPath, ['--import', MACHINE, ENTRY], {
      env: { ...inherited, ...own },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const until = performance.now() + READY_WITHIN_MS;
    while ((await fetch(`${url}/api/state`).catch(() => null))?.ok !== true) {
      if (started.exitCode !== null || performance.now() > until) throw new Error(`the till did not start:\n${output.slice(-4000)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return {
    url,
    dataFolder,
    logged: () => linesOf(output),
    start,
    kill: async () => {
      if (child === null || !isAlive()) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    suffer: async (fault) => {
      if (child === null) throw new Error('the till does not run');
      const suffered = once(child, 'message');
      child.send(fault);
      await suffered;
    },
  };
}

function linesOf(output: string): readonly LogLine[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((text) => {
      // A line that a kill cut off is no JSON.
      const line: unknown = /^\{.*\}$/.test(text) ? JSON.parse(text) : {};
      return { level: Number(Reflect.get(Object(line), 'level') ?? 0), msg: String(Reflect.get(Object(line), 'msg') ?? ''), text };
    });
}
