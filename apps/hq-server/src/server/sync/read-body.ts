import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { err, ok, type Result } from '@jifen/core';
import { MAX_BODY_BYTES } from '@jifen/sync';
import type { SyncProblem } from './sync-problem.ts';

const DECODERS = { br: promisify(brotliDecompress), gzip: promisify(gunzip) } as const;
type Encoding = keyof typeof DECODERS;

/** The bytes of a request as they came, no more than may be; reading stops at the limit. */
export async function readBytes(request: Request): Promise<Result<Uint8Array, SyncProblem>> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return err({ code: 'body_too_large' });
  if (request.body === null) return ok(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return err({ code: 'body_too_large' });
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/** The JSON in the bytes. A small body that unpacks to a large one is refused before it fills the memory. */
export async function parseBody(bytes: Uint8Array, encoding: string | null): Promise<Result<unknown, SyncProblem>> {
  const plain = await unpack(bytes, encoding ?? 'identity');
  if (!plain.ok) return plain;
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain.value)));
  } catch {
    return err({ code: 'malformed_request' });
  }
}

async function unpack(bytes: Uint8Array, encoding: string): Promise<Result<Uint8Array, SyncProblem>> {
  if (encoding === 'identity') return ok(bytes);
  if (!isEncoding(encoding)) return err({ code: 'content_encoding_not_supported' });
  try {
    return ok(await DECODERS[encoding](bytes, { maxOutputLength: MAX_BODY_BYTES }));
  } catch (error) {
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return err({ code: isTooLarge ? 'body_too_large' : 'malformed_request' });
  }
}

function isEncoding(text: string): text is Encoding {
  return Object.hasOwn(DECODERS, text);
}
