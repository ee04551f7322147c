import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, statfsSync, writeSync } from 'node:fs';

/** What a copy needs of the disks and of time. */
export type CopyDisk = {
  /** Null where a share does not say. */
  freeBytes(folder: string): number | null;
  /** Lets others have the disk; the thread that copies waits. */
  rest(ms: number): void;
};

export const systemDisk: CopyDisk = {
  freeBytes: (folder) => {
    const { blocks, bavail, bsize } = statfsSync(folder);
    return blocks === 0 ? null : bavail * bsize;
  },
  rest: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
};

/** So much is flushed at a time, and so long a sale has the disk for itself after it. */
const PART_BYTES = 1024 * 1024;
const REST_MS = 10;

/** Copies a file in parts that are on the disk one after the other. The answer is its size; null when what lies there is not what was written. */
export function copyGently(from: string, to: string, disk: CopyDisk): number | null {
  const source = openSync(from, 'r');
  const target = openSync(to, 'wx+', 0o600);
  try {
    const written = hashOfParts(source, (part) => {
      for (let at = 0; at < part.length;) at += writeSync(target, part, at);
      fsyncSync(target);
      disk.rest(REST_MS);
    });
    const found = hashOfParts(target, () => undefined);
    return found.hash === written.hash ? written.bytes : null;
  } finally {
    closeSync(target);
    closeSync(source);
  }
}

function hashOfParts(file: number, take: (part: Uint8Array) => void): { readonly hash: string; readonly bytes: number } {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(PART_BYTES);
  for (let at = 0; ;) {
    const read = readSync(file, buffer, 0, PART_BYTES, at);
    if (read === 0) return { hash: hash.digest('hex'), bytes: at };
    const part = buffer.subarray(0, read);
    hash.update(part);
    take(part);
    at += read;
  }
}
