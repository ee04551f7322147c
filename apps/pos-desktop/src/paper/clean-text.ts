/**
 * Control and format characters (bidi overrides, zero-width spaces, selectors), halves of surrogate pairs, and accents that did not join
 * their letter: nothing that a printer would obey, and nothing that has no place of its own on a line.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Zl}\p{Zp}]/gu;

/** What may stand on paper of a text that anybody typed anywhere. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\t\n\r\v\f\u0085\u00A0\u2028\u2029]+/g, ' ')
    .replaceAll(unprintable, '')
    .replaceAll('\u00A5', '\uFFE5');
}
