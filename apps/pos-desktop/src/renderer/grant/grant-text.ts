/** The shortest grant is longer by far; what is shorter is the beginning of a name. */
const MIN_LENGTH = 60;

/** Whether a scanned, pasted or typed text is a grant from a member's phone, however it is grouped. What is right in it, the backend says. */
export function looksLikeGrant(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  return plain.length >= MIN_LENGTH && /^JF\d[0-9A-Z]+$/i.test(plain.replace(/^(JF)[il]/i, '$11'));
}
