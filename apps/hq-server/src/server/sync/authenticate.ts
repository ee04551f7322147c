import { err, ok, type Result, type UnixMs } from '@jifen/core';
import { sha256Base64 } from '@jifen/platform';
import { contentDigestOf, parseSignatureHeaders, signatureBaseOf } from '@jifen/sync';
import type { HqContext } from '../context.ts';
import { findTerminal, type TerminalRow } from '../store/terminal-store.ts';
import type { SyncProblem } from './sync-problem.ts';

export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** The body as it was sent, still packed. */
  readonly bytes: Uint8Array;
};

/** `serverTime`: the till's clock is off; it signs once more by HQ's. */
export type AuthenticationProblem = SyncProblem & { readonly serverTime?: UnixMs };

/**
 * Which terminal sends this: the key that HQ keeps for it must have signed method, path, body and HQ's own address, near to now. What was
 * signed for another address counts for nothing here, whatever host the request names.
 */
export async function authenticate(context: HqContext, request: SignedRequest): Promise<Result<TerminalRow, AuthenticationProblem>> {
  const { headers } = request;
  const serverTime = context.clock();
  const parsed = parseSignatureHeaders(
    { signatureInput: headers.get('signature-input') ?? undefined, signature: headers.get('signature') ?? undefined },
    serverTime,
  );
  if (!parsed.ok) return err({ ...parsed.error, serverTime });
  const bodySha256 = sha256Base64(request.bytes);
  if (headers.get('content-digest') !== contentDigestOf(bodySha256)) return err({ code: 'digest_differs' });
  const terminal = await findTerminal(context.db, parsed.value.keyId);
  if (terminal === null) return err({ code: 'device_unknown' });
  const authority = new URL(context.config.publicUrl).host;
  const base = signatureBaseOf({ method: request.method, authority, path: request.path, bodySha256 }, parsed.value);
  if (!context.isSignatureTrue(terminal.public_key, base, parsed.value.signature)) return err({ code: 'signature_wrong' });
  return terminal.state === 'revoked' ? err({ code: 'device_revoked' }) : ok(terminal);
}
