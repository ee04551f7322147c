import { assert, err, ok, type Result } from '@jifen/core';
import { decodeBase32, encodeBase32, tidyBase32 } from './base32.ts';
import { crc32 } from './crc32.ts';
import { type GrantContent, MAX_SIGNED_GRANTS, packGrantContent, unpackGrantContent } from './grant-content.ts';

/**
 * A signed grant as text, for a QR code or for typing:
 *
 *   JF1  base32( content · Ed25519 signature 64 · CRC-32 of both 4 )
 *
 * The 1 is the version of all of it. The checksum is for fingers and cameras, the signature for everybody else.
 */
const PREFIX = 'JF1';
/** `JF`, `jf-1`, … of whatever version. */
const ANY_VERSION = /^JF(\d)/;
const SIGNATURE_BYTES = 64;
const CHECKSUM_BYTES = 4;
/** No other text that HQ's key signs begins so. */
const PURPOSE = 'jifen-grant-1';
/** Far above the longest grant; what is longer is a paste by mistake. */
export const MAX_GRANT_TEXT = 8000;

/** Ed25519 over a text. */
export type SignGrant = (text: string) => Uint8Array;
export type VerifyGrant = (text: string, signature: Uint8Array) => boolean;

/** `grant_unreadable`: no grant, or a character is wrong. `grant_altered`: not signed by this chain's HQ. */
export type GrantTextProblem = { readonly code: 'grant_unreadable' | 'grant_altered' | 'protocol_not_supported' };

export function writeGrantText(content: GrantContent, sign: SignGrant): string {
  assert(content.grants.length > 0 && content.grants.length <= MAX_SIGNED_GRANTS, 'a signed grant has something in it, and not too much');
  const packed = packGrantContent(content);
  const signature = sign(signedTextOf(packed));
  assert(signature.length === SIGNATURE_BYTES, 'an Ed25519 signature');
  const body = joinBytes(packed, signature);
  return `${PREFIX}${encodeBase32(joinBytes(body, checksumOf(body)))}`;
}

/** The grant in a text, when every character is right and HQ signed it. What it is good for, `decideGrant` says. */
export function readGrantText(text: string, verify: VerifyGrant): Result<GrantContent, GrantTextProblem> {
  if (text.length > MAX_GRANT_TEXT) return err({ code: 'grant_unreadable' });
  const tidy = tidyBase32(text);
  if (!tidy.startsWith(PREFIX)) return err({ code: ANY_VERSION.test(tidy) ? 'protocol_not_supported' : 'grant_unreadable' });
  const bytes = decodeBase32(tidy.slice(PREFIX.length));
  if (bytes === null || bytes.length <= SIGNATURE_BYTES + CHECKSUM_BYTES) return err({ code: 'grant_unreadable' });
  const body = bytes.slice(0, -CHECKSUM_BYTES);
  if (!isSame(bytes.slice(-CHECKSUM_BYTES), checksumOf(body))) return err({ code: 'grant_unreadable' });
  const packed = body.slice(0, -SIGNATURE_BYTES);
  if (!verify(signedTextOf(packed), body.slice(-SIGNATURE_BYTES))) return err({ code: 'grant_altered' });
  const content = unpackGrantContent(packed);
  return content === null ? err({ code: 'grant_unreadable' }) : ok(content);
}

function signedTextOf(packed: Uint8Array): string {
  return `${PURPOSE}:${encodeBase32(packed)}`;
}

function checksumOf(body: Uint8Array): Uint8Array {
  const sum = crc32(body);
  return Uint8Array.from([24, 16, 8, 0].map((shift) => (sum >>> shift) & 255));
}

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Uint8Array.from([...a, ...b]);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
