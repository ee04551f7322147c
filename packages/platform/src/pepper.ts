import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { assert } from '@jifen/core';

/**
 * A secret of this machine that hashes of short secrets are mixed with: what comes out cannot be guessed at without it, however few digits
 * went in. It never lies beside what it protects.
 */
export type Pepper = {
  /** Tells peppers apart and gives nothing of them away. */
  readonly id: string;
  verifierOf(output: string): string;
  /** Takes the same time wherever the difference lies. */
  isSame(verifier: string, output: string): boolean;
};

/** `key` is 32 bytes as base64url. */
export function createPepper(key: string): Pepper {
  const bytes = Buffer.from(key, 'base64url');
  assert(bytes.length === 32, 'a pepper has 32 bytes');
  const secret = createSecretKey(bytes);
  const mix = (kind: 'id' | 'pin', text: string) => createHmac('sha256', secret).update(`${kind}:${text}`).digest();
  return {
    id: mix('id', '').toString('base64url').slice(0, 16),
    verifierOf: (output) => mix('pin', output).toString('base64url'),
    isSame: (verifier, output) => {
      const [known, given] = [Buffer.from(verifier, 'base64url'), mix('pin', output)];
      return known.length === given.length && timingSafeEqual(known, given);
    },
  };
}
