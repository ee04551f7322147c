import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { must } from '@jifen/core';

/** Raw Ed25519 keys as base64url (43 characters each). The private one never leaves the machine. */
export type KeyPair = { readonly publicKey: string; readonly privateKey: string };

export function generateKeyPair(): KeyPair {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { publicKey: must(jwk.x, 'public key'), privateKey: must(jwk.d, 'private key') };
}

/** Signs text as UTF-8; the answer is base64. */
export function signText(keys: KeyPair, text: string): string {
  return sign(null, Buffer.from(text), privateKeyOf(keys)).toString('base64');
}

/** False for a wrong signature and for a malformed key alike. */
export function isSignatureTrue(publicKey: string, text: string, signatureBase64: string): boolean {
  try {
    return verify(null, Buffer.from(text), publicKeyOf(publicKey), Buffer.from(signatureBase64, 'base64'));
  } catch {
    return false;
  }
}

function privateKeyOf({ publicKey, privateKey }: KeyPair): KeyObject {
  return createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey } });
}

function publicKeyOf(publicKey: string): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
}
