import { type BranchId, type Incarnation, type MemberId, must, points, unixMs, type Vintage } from '@jifen/core';
import { generateKeyPair, isSignatureTrue, signText } from '@jifen/platform';
import { type GrantContent, MAX_SIGNED_GRANTS, readGrantText, type SignGrant, type VerifyGrant, writeGrantText } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const keys = generateKeyPair();
const strangers = generateKeyPair();
const signWith =
  (own: typeof keys): SignGrant =>
  (text) =>
    Buffer.from(signText(own, text), 'base64');
const verify: VerifyGrant = (text, signature) => isSignatureTrue(keys.publicKey, text, Buffer.from(signature).toString('base64'));
const write = (content: GrantContent) => writeGrantText(content, signWith(keys));

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SEED = { seed: 20_261_122 };

function memberId(n: number): MemberId {
  return `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as MemberId;
}

const plain: GrantContent = {
  branch: 'east' as BranchId,
  incarnation: '00ff00ff00ff00ff' as Incarnation,
  historyEpoch: '1234567890abcdef' as Incarnation,
  grants: [{ memberId: memberId(1), vintage: '2027-06' as Vintage, granted: points(1200) }],
  issuedAt: unixMs(Date.UTC(2026, 10, 22)),
};

const onlyGrant = must(plain.grants[0], 'a grant');

const vintages = fc.constantFrom('never', '1970-01', '2026-12', '2027-06', '2999-12').map((text) => text as Vintage);
const incarnations = fc
  .array(fc.constantFrom(...'0123456789abcdef'.split('')), { minLength: 16, maxLength: 16 })
  .map((digits) => digits.join('') as Incarnation);
const ownGrants = fc.uniqueArray(fc.tuple(vintages, fc.integer({ min: 0, max: 10 ** 12 })), {
  minLength: 1,
  maxLength: 5,
  selector: ([vintage]) => vintage,
});
const contents: fc.Arbitrary<GrantContent> = fc.record({
  branch: fc.constantFrom('a', 'east', 'x'.repeat(32), 'b-2').map((text) => text as BranchId),
  incarnation: incarnations,
  historyEpoch: incarnations,
  issuedAt: fc.integer({ min: 0, max: 2 ** 47 }).map(unixMs),
  grants: fc
    .array(ownGrants, { minLength: 1, maxLength: 4 })
    .map((members) =>
      members.flatMap((own, n) => own.map(([vintage, granted]) => ({ memberId: memberId(n), vintage, granted: points(granted) }))),
    ),
});

test('[G1] a signed grant comes back exactly as it went in', () => {
  fc.assert(
    fc.property(contents, (content) => {
      expect(readGrantText(write(content), verify)).toEqual({ ok: true, value: content });
    }),
    { ...SEED, numRuns: 300 },
  );
});

test('[G1] it is all in the alphanumeric mode of a QR code, and short enough for a phone’s screen', () => {
  const text = write(plain);
  expect(text).toMatch(/^JF1[0-9A-Z]+$/);
  // Version 8 at level M: 49 × 49 modules.
  expect(text.length).toBeLessThanOrEqual(221);
  const many = Array.from({ length: MAX_SIGNED_GRANTS }, (_, n) => ({
    memberId: memberId(n % 4),
    vintage: `${2026 + Math.floor(n / 48)}-${String((Math.floor(n / 4) % 12) + 1).padStart(2, '0')}` as Vintage,
    granted: points(10 ** 6),
  }));
  const grouped = many.toSorted((a, b) => a.memberId.localeCompare(b.memberId));
  expect(write({ ...plain, grants: grouped }).length).toBeLessThan(1852);
});

test.each([
  ['groups', (text: string) => text.replaceAll(/(.{5})/g, '$1 ')],
  ['lines and hyphens', (text: string) => text.replaceAll(/(.{7})/g, '$1-\n')],
  ['lower case', (text: string) => text.toLowerCase()],
  ['O for 0', (text: string) => text.replaceAll('0', 'O')],
  ['o for 0', (text: string) => text.replaceAll('0', 'o')],
  ['I for 1', (text: string) => text.replaceAll('1', 'I')],
  ['l for 1', (text: string) => text.replaceAll('1', 'l')],
  ['full width', (text: string) => text.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ['space around it', (text: string) => `  ${text}\r\n`],
])('[G1] %s are tolerated', (_, typed) => {
  fc.assert(
    fc.property(contents, (content) => {
      expect(readGrantText(typed(write(content)), verify)).toEqual({ ok: true, value: content });
    }),
    { ...SEED, numRuns: 40 },
  );
});

test('[G2] any altered character is an error before any signature is looked at', () => {
  const verifyNever: VerifyGrant = () => {
    throw new Error('the checksum should have told');
  };
  fc.assert(
    fc.property(contents, fc.nat(), fc.constantFrom(...ALPHABET.split('')), (content, place, character) => {
      const text = write(content);
      const at = 3 + (place % (text.length - 3));
      fc.pre(text[at] !== character);
      const altered = text.slice(0, at) + character + text.slice(at + 1);
      expect(readGrantText(altered, verifyNever)).toEqual({ ok: false, error: { code: 'grant_unreadable' } });
    }),
    { ...SEED, numRuns: 2000 },
  );
});

test('[G2] each character of one grant, altered to each other one, is an error', () => {
  const text = write(plain);
  for (let at = 0; at < text.length; at += 1) {
    for (const character of `${ALPHABET}U*`) {
      if (character === text[at]) continue;
      expect(readGrantText(text.slice(0, at) + character + text.slice(at + 1), verify).ok).toBe(false);
    }
  }
});

test('[G2] characters that changed places, are missing, doubled or added are an error', () => {
  fc.assert(
    fc.property(contents, fc.nat(), fc.constantFrom(...ALPHABET.split('')), (content, place, character) => {
      const text = write(content);
      const at = 3 + (place % (text.length - 4));
      const [a = '', b = ''] = [text[at], text[at + 1]];
      const swapped = text.slice(0, at) + b + a + text.slice(at + 2);
      const wrong = [
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + character + text.slice(at),
        text.slice(0, at),
        text + character,
        ...(a === b ? [] : [swapped]),
      ];
      for (const each of wrong) expect(readGrantText(each, verify).ok).toBe(false);
    }),
    { ...SEED, numRuns: 500 },
  );
});

test('[G2] whatever is changed, it is an error or the same grant, never another', () => {
  fc.assert(
    fc.property(contents, fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 4 }), (content, edits) => {
      let text = write(content);
      for (const [place, replacement] of edits) {
        const at = place % text.length;
        text = text.slice(0, at) + replacement + text.slice(at + 1);
      }
      const read = readGrantText(text, verify);
      if (read.ok) expect(read.value).toEqual(content);
    }),
    { ...SEED, numRuns: 1000 },
  );
});

test.each([
  ['nothing', ''],
  ['a card number', '2900000000017'],
  ['a web address', 'https://example.com/JF1'],
  ['the prefix alone', 'JF1'],
  ['the prefix and noise', `JF1${'7'.repeat(200)}`],
  ['a novel', 'JF1'.repeat(100_000)],
  ['a lone surrogate', `JF1\ud800${'0'.repeat(150)}`],
])('[G2] %s is unreadable', (_, text) => {
  expect(readGrantText(text, verify)).toEqual({ ok: false, error: { code: 'grant_unreadable' } });
});

test('[G2] a grant of a later version asks for a newer program', () => {
  expect(readGrantText(`JF2${write(plain).slice(3)}`, verify)).toEqual({ ok: false, error: { code: 'protocol_not_supported' } });
});

test('[G3] a grant that another key signed is altered, however whole it is', () => {
  expect(readGrantText(writeGrantText(plain, signWith(strangers)), verify)).toEqual({ ok: false, error: { code: 'grant_altered' } });
});

test('[G3] other content under a true signature is altered', () => {
  // The signature of `plain`, put under more points: the checksum is right again.
  const stolen = signWith(keys);
  let signatureOfPlain = new Uint8Array();
  writeGrantText(plain, (text) => {
    signatureOfPlain = new Uint8Array(stolen(text));
    return signatureOfPlain;
  });
  const forgeries: GrantContent[] = [
    { ...plain, grants: [{ ...onlyGrant, granted: points(9_999_999) }] },
    { ...plain, grants: [{ ...onlyGrant, memberId: memberId(2) }] },
    { ...plain, grants: [{ ...onlyGrant, vintage: 'never' as Vintage }] },
    { ...plain, branch: 'west' as BranchId },
    { ...plain, incarnation: '00ff00ff00ff00fe' as Incarnation },
    { ...plain, historyEpoch: '1234567890abcdee' as Incarnation },
    { ...plain, issuedAt: unixMs(plain.issuedAt + 1) },
  ];
  for (const forged of forgeries) {
    expect(
      readGrantText(
        writeGrantText(forged, () => signatureOfPlain),
        verify,
      ),
    ).toEqual({ ok: false, error: { code: 'grant_altered' } });
  }
});

test('[G3] a signature of HQ for another purpose is no grant', () => {
  const text = writeGrantText(plain, (signed) => signWith(keys)(signed.replace('jifen-grant-1', 'something-else')));
  expect(readGrantText(text, verify)).toEqual({ ok: false, error: { code: 'grant_altered' } });
});
