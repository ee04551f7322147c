import { err, ok, type Result, type TerminalId, type UnixMs, parseTerminalId, unixMs } from '@jifen/core';
import { SIGNATURE_WINDOW_MS } from './exchange.ts';

/**
 * HTTP message signatures (RFC 9421, Ed25519) over method, authority, path and content digest (RFC 9530). The scheme is left out:
 * behind a proxy that ends TLS a server cannot know it. Signing and hashing are the caller's.
 */
export type SignedParts = {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  /** Base64 of the body's SHA-256, as sent. */
  readonly bodySha256: string;
};
export type SignatureParameters = { readonly created: UnixMs; readonly keyId: TerminalId };

export type SignatureProblem = { readonly code: 'signature_missing' | 'signature_malformed' | 'signature_outside_window' };

const LABEL = 'jifen';
const COVERED = '("@method" "@authority" "@path" "content-digest")';

export function contentDigestOf(bodySha256: string): string {
  return `sha-256=:${bodySha256}:`;
}

export function signatureInputOf({ created, keyId }: SignatureParameters): string {
  return `${LABEL}=${parametersOf({ created, keyId })}`;
}

export function signatureHeaderOf(signature: string): string {
  return `${LABEL}=:${signature}:`;
}

/** The text that the device key signs (RFC 9421 §2.5). */
export function signatureBaseOf(parts: SignedParts, parameters: SignatureParameters): string {
  return [
    `"@method": ${parts.method.toUpperCase()}`,
    `"@authority": ${parts.authority.toLowerCase()}`,
    `"@path": ${parts.path}`,
    `"content-digest": ${contentDigestOf(parts.bodySha256)}`,
    `"@signature-params": ${parametersOf(parameters)}`,
  ].join('\n');
}

/** Reads the two headers. Only this label, these components and Ed25519 are accepted: the key decides the algorithm, not the message. */
export function parseSignatureHeaders(
  headers: { readonly signatureInput: string | undefined; readonly signature: string | undefined },
  now: UnixMs,
): Result<SignatureParameters & { readonly signature: string }, SignatureProblem> {
  if (headers.signatureInput === undefined || headers.signature === undefined) return err({ code: 'signature_missing' });
  const input = /^jifen=\("@method" "@authority" "@path" "content-digest"\);created=(\d{1,12});keyid="([0-9a-f-]{36})";alg="ed25519"$/.exec(
    headers.signatureInput,
  );
  const signature = /^jifen=:([A-Za-z0-9+/]{86}==):$/.exec(headers.signature);
  if (input === null || signature === null) return err({ code: 'signature_malformed' });
  const keyId = parseTerminalId(input[2] ?? '');
  if (!keyId.ok) return err({ code: 'signature_malformed' });
  const created = unixMs(Number(input[1]) * 1000);
  if (Math.abs(created - now) > SIGNATURE_WINDOW_MS) return err({ code: 'signature_outside_window' });
  return ok({ created, keyId: keyId.value, signature: signature[1] ?? '' });
}

function parametersOf({ created, keyId }: SignatureParameters): string {
  return `${COVERED};created=${Math.floor(created / 1000)};keyid="${keyId}";alg="ed25519"`;
}
