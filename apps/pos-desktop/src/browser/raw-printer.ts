import { constants, type FileHandle, open } from 'node:fs/promises';
import { connect } from 'node:net';
import { err, ok, type Result, unreachable } from '@jifen/core';
import type { Printer, PrinterProblem } from '../backend/create-backend.ts';

export type RawPrinterTimes = {
  /** For the connection. */
  readonly connectMs: number;
  /** Between two signs of life while bytes are taken. */
  readonly idleMs: number;
  /** For the printer to close the connection after the last byte; most do not. */
  readonly lingerMs: number;
};

const TIMES: RawPrinterTimes = { connectMs: 3_000, idleMs: 10_000, lingerMs: 1_000 };

type Sent = Result<null, PrinterProblem>;

/** Sends bytes to a printer in the network, or to a device or printer share of this machine. */
export function createRawPrinter(times: RawPrinterTimes = TIMES): Printer['send'] {
  const sendToDevice = createDeviceSender(times);
  return async (target, bytes) => {
    switch (target.kind) {
      case 'tcp':
        return await sendOverTcp(target, bytes, times);
      case 'device':
        return await sendToDevice(target.path, bytes);
    }
    return unreachable(target);
  };
}

/** Done when the other side took every byte: what it does with them it does not say. */
function sendOverTcp(to: { readonly host: string; readonly port: number }, bytes: Uint8Array, times: RawPrinterTimes): Promise<Sent> {
  return new Promise((resolve) => {
    let phase: 'connecting' | 'sending' | 'sent' = 'connecting';
    const socket = connect({ host: to.host, port: to.port });
    const settle = (sent: Sent) => {
      resolve(sent);
      socket.destroy();
    };
    socket.setTimeout(times.connectMs);
    socket.on('connect', () => {
      phase = 'sending';
      socket.setTimeout(times.idleMs);
      socket.end(bytes, () => {
        phase = 'sent';
        socket.setTimeout(times.lingerMs);
      });
    });
    socket.on('timeout', () => {
      if (phase === 'sent') settle(ok(null));
      else if (phase === 'sending') settle(err({ code: 'printer_timeout', mayBePrinted: true }));
      else settle(err({ code: 'printer_unreachable', mayBePrinted: false }));
    });
    socket.on('error', (error) => settle(err(problemOf(error, phase !== 'connecting'))));
    socket.on('close', () => settle(phase === 'sent' ? ok(null) : err({ code: 'printer_interrupted', mayBePrinted: phase === 'sending' })));
    // A printer may say how it is; nobody asked.
    socket.resume();
  });
}

/**
 * A device that takes no bytes holds a thread of Node until it does, and nothing can call it back. Until then no other write to that device is begun.
 */
function createDeviceSender({ idleMs }: RawPrinterTimes): (path: string, bytes: Uint8Array) => Promise<Sent> {
  const busy = new Set<string>();
  return async (path, bytes) => {
    if (busy.has(path)) return err({ code: 'printer_timeout', mayBePrinted: false });
    busy.add(path);
    const written = writeToDevice(path, bytes).finally(() => busy.delete(path));
    return await Promise.race([written, after(idleMs)]);
  };
}

/** Never makes a file: a path that is not there is no printer, nor is one that keeps what is written to it. */
async function writeToDevice(path: string, bytes: Uint8Array): Promise<Sent> {
  let device: FileHandle | null = null;
  let isBegun = false;
  try {
    device = await open(path, constants.O_WRONLY);
    if (process.platform !== 'win32' && (await device.stat()).isFile()) return err({ code: 'printer_path_missing', mayBePrinted: false });
    isBegun = true;
    await device.writeFile(bytes);
    return ok(null);
  } catch (error) {
    return err(problemOf(error, isBegun));
  } finally {
    await device?.close().catch(() => undefined);
  }
}

function after(delayMs: number): Promise<Sent> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(err({ code: 'printer_timeout', mayBePrinted: true })), delayMs).unref();
  });
}

const CODES: Readonly<Record<string, PrinterProblem['code']>> = {
  ECONNREFUSED: 'printer_refused',
  ENOENT: 'printer_path_missing',
  ENODEV: 'printer_path_missing',
  ENXIO: 'printer_path_missing',
  EISDIR: 'printer_path_missing',
  EACCES: 'printer_path_denied',
  EPERM: 'printer_path_denied',
  EBUSY: 'printer_path_denied',
};

function problemOf(error: unknown, isBegun: boolean): PrinterProblem {
  if (isBegun) return { code: 'printer_interrupted', mayBePrinted: true };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code: CODES[code] ?? 'printer_unreachable', mayBePrinted: false };
}
