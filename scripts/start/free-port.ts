import { createServer } from 'node:net';
import { StartProblem } from './start-problem.ts';

/** Throws when another program listens on one of the ports. `setting` is the variable that chooses it. */
export async function assertPortsAreFree(wanted: readonly { readonly port: number; readonly setting: string }[]): Promise<void> {
  const taken: typeof wanted = (await Promise.all(wanted.map(async (each) => ((await isFree(each.port)) ? [] : [each])))).flat();
  if (taken.length === 0) return;
  throw new StartProblem([
    ...taken.map(({ port }) => `端口 ${port} 已被占用。Port ${port} is in use.`),
    '如果演示已在运行，请先用 Ctrl-C 停止它；否则请换一个端口：',
    'If the demo is running already, stop it with Ctrl-C first; else choose another port:',
    `  ${[...new Set(taken.map(({ setting }) => `${setting}=…`))].join(' ')} npm start`,
  ]);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
