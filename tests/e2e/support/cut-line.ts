import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The line between a till and HQ, at the address that the till knows HQ by. */
export type CutLine = {
  readonly url: string;
  /** Ends what is under way, and lets nobody connect. */
  cut(): Promise<void>;
  heal(): Promise<void>;
  /** Somebody else answers there, instead of HQ. */
  answerBy(listener: RequestListener): Promise<void>;
};

/** `hqPort`: where HQ really listens; it may change while the line is cut. */
export function createCutLine(port: number, hqPort: () => number): CutLine {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const listen = async (next: Server): Promise<void> => {
    await cut();
    server = next.listen(port, '127.0.0.1');
    await once(next, 'listening');
  };
  const cut = async (): Promise<void> => {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const heal = (): Promise<void> =>
    listen(
      createServer((socket) => {
        const hq = connect(hqPort(), '127.0.0.1');
        keep(socket);
        keep(hq);
        socket.on('close', () => hq.destroy());
        hq.on('close', () => socket.destroy());
        socket.pipe(hq).pipe(socket);
      }),
    );
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    heal,
    answerBy: (listener) => {
      const liar = createHttpServer(listener);
      liar.on('connection', keep);
      return listen(liar);
    },
  };
}
