import { canonicalJson } from '@jifen/sync';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 5 }),
  ),
})).value;

test('[L1] our canonical JSON is RFC 8785, byte for byte', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(value as never)).toBe(canonicalize(value));
    }),
  );
});

test('[L1] the order of keys in memory does not matter', () => {
  expect(canonicalJson({ b: 1, a: { d: [1, 2], c: null } })).toBe('{"a":{"c":null,"d":[1,2]},"b":1}');
});

test.each([[1.5], [Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 53], ['\ud800'], [{ a: undefined }], [{ '\udc00': 1 }]])(
  '[L1] %j is refused',
  (value) => {
    expect(() => canonicalJson(value as never)).toThrow('canonical JSON');
  },
);
