import { createFileKeystore, type Keystore } from './keystore.ts';

/** What Electron's safeStorage does: it locks a text with a key that the operating system keeps for this user. */
export type SystemSafe = {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  /** Linux only: where the key lies. */
  getSelectedStorageBackend(): string;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
};

/** Why a till on a machine with an operating system's keystore cannot start; neither deletes anything. */
type KeystoreProblem = { readonly code: 'keystore_unsafe' | 'keys_unreadable' };

export type SealedKeystoreOptions = {
  readonly folder: string;
  readonly safe: SystemSafe;
  readonly platform: NodeJS.Platform;
  /** An operator takes plain files on a machine without a keystore. */
  readonly isPlainAllowed: boolean;
};

/**
 * Secrets as files that the operating system sealed. Rejects with `keystore_unsafe` where it would seal them with a password that
 * everybody knows and no operator allowed that; reading rejects with `keys_unreadable` when a file was sealed by another key.
 */
export async function openSealedKeystore({ folder, safe, platform, isPlainAllowed }: SealedKeystoreOptions): Promise<Keystore> {
  const files = createFileKeystore(folder);
  if (await isGuarded(safe, platform)) return sealKeystore(files, safe);
  if (isPlainAllowed) return files;
  throw keystoreError({ code: 'keystore_unsafe' });
}

async function isGuarded(safe: SystemSafe, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await safe.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safe.getSelectedStorageBackend());
}

function sealKeystore(files: Keystore, safe: SystemSafe): Keystore {
  const write = async (name: string, secret: string) => {
    await files.write(`${name}.sealed`, (await safe.encryptStringAsync(secret)).toString('base64'));
  };
  const read = async (name: string) => {
    const sealed = await files.read(`${name}.sealed`);
    if (sealed === null) return null;
    const opened = await safe.decryptStringAsync(Buffer.from(sealed, 'base64')).catch((cause: unknown) => {
      throw keystoreError({ code: 'keys_unreadable' }, cause);
    });
    // The system has a new key for what is sealed from now on.
    if (opened.shouldReEncrypt) await write(name, opened.result);
    return opened.result;
  };
  return { read, write };
}

function keystoreError(problem: KeystoreProblem, cause?: unknown): Error & KeystoreProblem {
  return Object.assign(new Error(`the till's keys cannot be used: ${problem.code}`, { cause }), problem);
}
