import { argon2Hasher, createPepper } from '@jifen/platform';
import { expect, test } from 'vitest';

const pepper = createPepper(Buffer.alloc(32, 1).toString('base64url'));

test('a hash taken apart is made again from the plain text and its settings, in any way that the text is written', async () => {
  const hashed = await argon2Hasher.hash('４82913');
  const parts = argon2Hasher.split(hashed);
  expect(parts?.settings).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(`${parts?.settings}$${parts?.output}`).toBe(hashed);
  expect(await argon2Hasher.outputOf(parts?.settings ?? '', '482913')).toBe(parts?.output);
  expect(await argon2Hasher.outputOf(parts?.settings ?? '', '482914')).not.toBe(parts?.output);
});

test.each([
  '',
  'quick$00',
  '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA',
  '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0',
])('“%s” is no hash of ours', (text) => {
  expect(argon2Hasher.split(text)).toBeNull();
});

test('a verifier tells nothing without its pepper, and another pepper makes another one', () => {
  const other = createPepper(Buffer.alloc(32, 2).toString('base64url'));
  const verifier = pepper.verifierOf('output');
  expect(verifier).toMatch(/^[\w-]{43}$/);
  expect(pepper.isSame(verifier, 'output')).toBe(true);
  expect(pepper.isSame(verifier, 'outpuT')).toBe(false);
  expect(other.isSame(verifier, 'output')).toBe(false);
  expect(pepper.isSame('', 'output')).toBe(false);
  expect(other.id).not.toBe(pepper.id);
  expect(() => createPepper('short')).toThrow('32 bytes');
});
