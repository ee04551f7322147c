import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A server of the product in a process of its own, which can be killed like a machine that loses power. */
export type Child = { readonly url: string; kill(): Promise<void>; stop(): Promise<number | null> };

export type ChildOptions = {
  readonly entry: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly readyPath: string;
};

/** Starts the entry and waits until it answers; rejects with its output when it ends before. */
export async function startChild({ entry, port, env, readyPath }: ChildOptions): Promise<Child> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('JIFEN_')));
  const child = spawn(process.execPath, [entry], {
    env: { ...inherited, ...env, JIFEN_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => (await fetch(`${url}${readyPath}`).catch(() => null))?.ok === true;
  for (let tries = 0; !(await isReady()); tries += 1) {
    if (child.exitCode !== null || tries > 400) throw new Error(`${entry} did not start:\n${output.slice(-4000)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { url, kill: () => end(child, 'SIGKILL').then(() => undefined), stop: () => end(child, 'SIGTERM') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return await new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

/** A port of 127.0.0.1 that nobody uses now. */
export async function findFreePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
