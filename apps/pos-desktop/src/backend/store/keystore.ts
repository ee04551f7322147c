import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Where a till keeps its secrets, by name, outside the database. In Electron the operating system guards them. */
export type Keystore = { read(name: string): Promise<string | null>; write(name: string, secret: string): Promise<void> };

/** Secrets as files that only the till's own user can read, for a till without an operating system's keystore. */
export function createFileKeystore(folder: string): Keystore {
  return {
    read: (name) => Promise.resolve(readSecret(join(folder, name))),
    write: (name, secret) => Promise.resolve(writeSecret({ folder, name, secret })),
  };
}

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Written beside and renamed: a crash leaves the old secret or the new one. */
function writeSecret({ folder, name, secret }: { folder: string; name: string; secret: string }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, secret);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  chmodSync(path, 0o600);
}
