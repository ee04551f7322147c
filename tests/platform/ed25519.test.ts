import { createSigner, createVerifier, generateKeyPair, signText } from '@jifen/platform';
import { expect, test } from 'vitest';

test('what a key signed is true under its public key and under no other', () => {
  const [own, other] = [generateKeyPair(), generateKeyPair()];
  const isTrue = createVerifier(10);
  const signature = createSigner(own)('text');
  expect(signature).toBe(signText(own, 'text'));
  expect(isTrue(own.publicKey, 'text', signature)).toBe(true);
  expect(isTrue(own.publicKey, 'another', signature)).toBe(false);
  expect(isTrue(other.publicKey, 'text', signature)).toBe(false);
});

test('a verifier that forgets keys answers the same', () => {
  const pairs = Array.from({ length: 5 }, generateKeyPair);
  const isTrue = createVerifier(2);
  const ask = () => pairs.flatMap(({ publicKey }) => pairs.map((keys) => isTrue(publicKey, 'text', signText(keys, 'text'))));
  const same = pairs.flatMap((_, a) => pairs.map((__, b) => a === b));
  expect(ask()).toEqual(same);
  expect(ask()).toEqual(same);
});

test('a malformed key makes no signature true, and breaks a signer when it signs and not before', () => {
  const keys = generateKeyPair();
  const isTrue = createVerifier(2);
  expect(isTrue('no key', 'text', signText(keys, 'text'))).toBe(false);
  expect(isTrue(keys.publicKey, 'text', signText(keys, 'text'))).toBe(true);
  const sign = createSigner({ ...keys, privateKey: 'no key' });
  expect(() => sign('text')).toThrow();
});
