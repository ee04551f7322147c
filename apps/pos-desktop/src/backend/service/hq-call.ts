import { brotliCompressSync, constants } from 'node:zlib';
import { unixMs, type TerminalId, type UnixMs } from '@jifen/core';
import { sha256Base64, type Signer } from '@jifen/platform';
import { contentDigestOf, signatureBaseOf, signatureHeaderOf, signatureInputOf } from '@jifen/sync';

/** Every HTTP request to HQ goes through this one function. */
export type Transport = (request: Request) => Promise<Response>;

/** `unreachable`: no answer came. `malformed`: one came that is not JSON or far too long. */
export type HqReply =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'malformed'; readonly status: number };

export type Sender = { readonly terminal: TerminalId; readonly sign: Signer; readonly now: UnixMs };

/** Smaller bodies gain nothing that is worth the time. */
const COMPRESS_FROM_BYTES = 4096;
const BROTLI_QUALITY = 5;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export function jsonRequest(url: string, body: unknown): Request {
  return new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** A request that carries the device's signature over method, authority, path and the body as sent (RFC 9421). */
export function signedRequest(url: string, { method, body }: { method: 'GET' | 'POST'; body: string | null }, sender: Sender): Request {
  const plain = Buffer.from(body ?? '');
  const isCompressed = plain.length >= COMPRESS_FROM_BYTES;
  const bytes = isCompressed ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }) : plain;
  const { host, pathname } = new URL(url);
  const parts = { method, authority: host, path: pathname, bodySha256: sha256Base64(bytes) };
  const parameters = { created: sender.now, keyId: sender.terminal };
  const headers = new Headers({
    'content-digest': contentDigestOf(parts.bodySha256),
    'signature-input': signatureInputOf(parameters),
    signature: signatureHeaderOf(sender.sign(signatureBaseOf(parts, parameters))),
  });
  if (body !== null) headers.set('content-type', 'application/json');
  if (isCompressed) headers.set('content-encoding', 'br');
  return new Request(url, { method, headers, ...(body === null ? {} : { body: new Uint8Array(bytes) }) });
}

/** Sends and reads; a lost line is an answer too, not an error. */
export async function callHq(transport: Transport, request: Request): Promise<HqReply> {
  let response: Response;
  let bytes: ArrayBuffer;
  try {
    response = await transport(request);
    bytes = await response.arrayBuffer();
  } catch {
    return { kind: 'unreachable' };
  }
  const { status } = response;
  if (bytes.byteLength > MAX_ANSWER_BYTES) return { kind: 'malformed', status };
  const body = parseJson(Buffer.from(bytes).toString('utf8'));
  return body === undefined ? { kind: 'malformed', status } : { kind: 'json', status, body, retryAfterMs: retryAfterMsOf(response) };
}

/** The code and the server's time in an error of HQ; null when it has none. */
export function hqErrorOf(body: unknown): { readonly code: string | null; readonly serverTime: UnixMs | null } {
  const error = memberOf(body, 'error');
  const code = memberOf(error, 'code');
  const serverTime = memberOf(error, 'serverTime');
  return {
    code: typeof code === 'string' && /^[a-z_]{1,64}$/.test(code) ? code : null,
    serverTime: typeof serverTime === 'number' && Number.isSafeInteger(serverTime) && serverTime >= 0 ? unixMs(serverTime) : null,
  };
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfterMsOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
