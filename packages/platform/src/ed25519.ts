import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { must } from '@jifen/core';

/** Raw Ed25519 keys as base64url (43 characters each). The private one never leaves the machine. */
export type KeyPair = { readonly publicKey: string; readonly privateKey: string };

export function generateKeyPair(): KeyPair {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { publicKey: must(jwk.x, 'public key'), privateKey: must(jwk.d, 'private key') };
}

/** Signs text as UTF-8; the answer is base64. */
export type Signer = (text: string) => string;

/** Whether the owner of a public key signed the text. False for a wrong signature and for a malformed key alike. */
export type Verifier = (publicKey: string, text: string, signatureBase64: string) => boolean;

export function signText(keys: KeyPair, text: string): string {
  return createSigner(keys)(text);
}

export function isSignatureTrue(publicKey: string, text: string, signatureBase64: string): boolean {
  return createVerifier(1)(publicKey, text, signatureBase64);
}

/** Reads the key once, with the first text: to read it takes as long as to sign. Throws there when the key is malformed. */
export function createSigner(keys: KeyPair): Signer {
  let key: KeyObject | null = null;
  return (text) => sign(null, Buffer.from(text), (key ??= privateKeyOf(keys))).toString('base64');
}

/** Keeps the keys that it read, the `most` of which it was asked last. */
export function createVerifier(most: number): Verifier {
  const keys = new Map<string, KeyObject>();
  const keyOf = (publicKey: string): KeyObject => {
    const key = keys.get(publicKey) ?? publicKeyOf(publicKey);
    keys.delete(publicKey);
    keys.set(publicKey, key);
    const [oldest] = keys.keys();
    if (keys.size > most && oldest !== undefined) keys.delete(oldest);
    return key;
  };
  return (publicKey, text, signatureBase64) => {
    try {
      return verify(null, Buffer.from(text), keyOf(publicKey), Buffer.from(signatureBase64, 'base64'));
    } catch {
      return false;
    }
  };
}

function privateKeyOf({ publicKey, privateKey }: KeyPair): KeyObject {
  return createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey } });
}

function publicKeyOf(publicKey: string): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
}
