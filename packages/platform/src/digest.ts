import { hash } from 'node:crypto';
import type { Sha256 } from '@jifen/sync';

export const sha256: Sha256 = (text) => hash('sha256', text, 'hex');

/** Base64 of the SHA-256 of bytes, as the Content-Digest header carries it. */
export function sha256Base64(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64');
}
