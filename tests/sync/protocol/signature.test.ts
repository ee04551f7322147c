import type { TerminalId, UnixMs } from '@jifen/core';
import { generateKeyPair, isSignatureTrue, sha256Base64, signText } from '@jifen/platform';
import { parseSignatureHeaders, signatureBaseOf, signatureHeaderOf, signatureInputOf, SIGNATURE_WINDOW_MS } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const keyId = '0190a000-0000-7000-8000-00000000000f' as TerminalId;
const now = 1_763_700_000_000 as UnixMs;
const parts = { method: 'POST', authority: 'hq.example:4100', path: '/sync/v1/exchange', bodySha256: sha256Base64(Buffer.from('{"a":1}')) };

test('[W5] the signature base is the one of RFC 9421', () => {
  expect(signatureBaseOf(parts, { created: now, keyId })).toBe(
    [
      '"@method": POST',
      '"@authority": hq.example:4100',
      '"@path": /sync/v1/exchange',
      '"content-digest": sha-256=:AVq9fKFrZZNF8X2ofBhzD59KQ/PXhwEpOhQ6NyqTx1g=:'.replace(/=:.*/, `=:${parts.bodySha256}:`),
      `"@signature-params": ("@method" "@authority" "@path" "content-digest");created=1763700000;keyid="${keyId}";alg="ed25519"`,
    ].join('\n'),
  );
});

test('[W5] a signature holds for exactly what was signed', () => {
  const keys = generateKeyPair();
  const signature = signText(keys, signatureBaseOf(parts, { created: now, keyId }));
  expect(isSignatureTrue(keys.publicKey, signatureBaseOf(parts, { created: now, keyId }), signature)).toBe(true);
  fc.assert(
    fc.property(fc.constantFrom('method', 'authority', 'path', 'bodySha256'), fc.string({ minLength: 1 }), (part, added) => {
      const base = signatureBaseOf({ ...parts, [part]: parts[part as 'path'] + added }, { created: now, keyId });
      if (base !== signatureBaseOf(parts, { created: now, keyId })) expect(isSignatureTrue(keys.publicKey, base, signature)).toBe(false);
    }),
  );
  expect(isSignatureTrue(generateKeyPair().publicKey, signatureBaseOf(parts, { created: now, keyId }), signature)).toBe(false);
});

test('[W5] headers that are missing, odd or old are refused by name', () => {
  const signatureInput = signatureInputOf({ created: now, keyId });
  const signature = signatureHeaderOf(signText(generateKeyPair(), 'x'));
  expect(parseSignatureHeaders({ signatureInput, signature }, now)).toMatchObject({ ok: true, value: { keyId, created: now } });
  expect(parseSignatureHeaders({ signatureInput: undefined, signature }, now)).toMatchObject({ error: { code: 'signature_missing' } });
  expect(parseSignatureHeaders({ signatureInput: signatureInput.replace('ed25519', 'none'), signature }, now)).toMatchObject({
    error: { code: 'signature_malformed' },
  });
  for (const shift of [-SIGNATURE_WINDOW_MS - 1000, SIGNATURE_WINDOW_MS + 1000]) {
    expect(parseSignatureHeaders({ signatureInput, signature }, (now + shift) as UnixMs)).toMatchObject({
      error: { code: 'signature_outside_window' },
    });
  }
});
