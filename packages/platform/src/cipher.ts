import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { assert } from '@jifen/core';

/** Personal fields at rest: AES-256-GCM under a key of this machine, found again by an HMAC under the chain's index key. */
export type FieldCipher = {
  encrypt(plain: string): string;
  decrypt(sealed: string): string;
  /** The same where a key may have been lost: null when these keys do not open it. */
  open(sealed: string): string | null;
  /** A look-up value that shows equality and nothing else. `kind` keeps a phone from matching a card of the same digits. */
  indexOf(kind: 'phone' | 'id_number', plain: string): string;
};

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keys are 32 bytes as base64url. */
export function createFieldCipher(
  keys: { readonly dataKey: string; readonly indexKey: string },
  randomBytes: (size: number) => Uint8Array,
): FieldCipher {
  const dataKey = keyOf(keys.dataKey);
  const indexKey = keyOf(keys.indexKey);
  const decrypt = (sealed: string): string => {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  };
  return {
    decrypt,
    open: (sealed) => {
      try {
        return decrypt(sealed);
      } catch {
        return null;
      }
    },
    encrypt: (plain) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', dataKey, iv);
      return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    indexOf: (kind, plain) => createHmac('sha256', indexKey).update(`${kind}:${plain}`).digest('base64url').slice(0, 22),
  };
}

/** Made once: handing over the bytes with every field costs more than the cipher itself. */
function keyOf(text: string): KeyObject {
  const key = Buffer.from(text, 'base64url');
  assert(key.length === 32, 'a key has 32 bytes');
  return createSecretKey(key);
}
