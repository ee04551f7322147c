import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyPair } from '@jifen/platform';
import { sha256 } from '@jifen/platform';
import type { Keystore } from '@jifen/pos-desktop/backend';

/** A keystore outside the till's files: it survives a wiped disk and is not in a copied one. */
export type MemoryKeystore = Keystore & { readonly secrets: Map<string, string> };

export function createMemoryKeystore(secrets: Iterable<readonly [string, string]> = []): MemoryKeystore {
  const kept = new Map(secrets);
  return {
    secrets: kept,
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write: (name, secret) => {
      kept.set(name, secret);
      return Promise.resolve();
    },
  };
}

/** Real Ed25519 keys that are the same in every run: made of a name instead of chance. */
export function keysOf(name: string): KeyPair {
  const seed = Buffer.from(sha256(`simulated keys of ${name}`), 'hex');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { publicKey: x ?? '', privateKey: seed.toString('base64url') };
}
