import { brotliDecompressSync } from 'node:zlib';
import type { Sent } from './network.ts';

export type Life = { readonly branch: string; readonly incarnation: string };
export type Asked = { readonly protocol: number; readonly batch: Life; readonly recovery?: Life | null };

/** Who asks, as the wire says it; null: the bytes did not arrive as they left. */
export function readAsked({ headers }: Sent, bytes: Uint8Array): Asked | null {
  try {
    const isPacked = headers.some(([name, value]) => name === 'content-encoding' && value === 'br');
    const text = isPacked ? brotliDecompressSync(bytes) : Buffer.from(bytes);
    return JSON.parse(text.toString('utf8')) as Asked;
  } catch {
    return null;
  }
}
