import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { type PrintedLine, readBytes, writtenDown } from './read-bytes.ts';

/** A printer in the network that keeps what it is sent, one job for each connection. */
export type FakePrinter = {
  readonly port: number;
  /** Jobs that came whole. */
  readonly jobs: Uint8Array[];
  /** What came of jobs that were dropped. */
  readonly parts: Uint8Array[];
  /** Hangs up after so many bytes; null: never. */
  dropAfter: number | null;
  /** Takes no bytes. */
  isStuck: boolean;
  off(): Promise<void>;
  on(): Promise<void>;
  /** Waits for a number of jobs and reads the last. */
  printed(count: number): Promise<{ readonly lines: readonly PrintedLine[]; readonly text: string }>;
};

export async function openFakePrinter(rare = '䶮𬭎𠮷'): Promise<FakePrinter> {
  let server: Server | null = null;
  let port = 0;
  const sockets = new Set<Socket>();
  const take = (socket: Socket) => {
    sockets.add(socket);
    const chunks: Buffer[] = [];
    if (printer.isStuck) socket.pause();
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const { length } = Buffer.concat(chunks);
      if (printer.dropAfter === null || length < printer.dropAfter) return;
      printer.parts.push(Buffer.concat(chunks));
      socket.resetAndDestroy();
    });
    socket.on('end', () => {
      printer.jobs.push(Buffer.concat(chunks));
      socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const printer: FakePrinter = {
    get port() {
      return port;
    },
    jobs: [],
    parts: [],
    dropAfter: null,
    isStuck: false,
    off: async () => {
      const closing = server;
      server = null;
      if (closing === null) return;
      sockets.forEach((socket) => socket.destroy());
      closing.close();
      await once(closing, 'close');
    },
    on: async () => {
      server = createServer({ highWaterMark: 1024 }, take).listen(port, '127.0.0.1');
      await once(server, 'listening');
      port = (server.address() as AddressInfo).port;
    },
    printed: async (count) => {
      await vi.waitFor(() => {
        if (printer.jobs.length < count) throw new Error(`${printer.jobs.length} of ${count} jobs`);
      }, 5_000);
      const lines = readBytes(printer.jobs[count - 1] ?? new Uint8Array(), rare);
      return { lines, text: writtenDown(lines) };
    },
  };
  await printer.on();
  onTestFinished(() => printer.off());
  return printer;
}
