/** Columns that a text takes: a printer's Chinese font draws all but ASCII twice as wide as a letter. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

function charWidth(char: string): 1 | 2 {
  return char >= ' ' && char <= '~' ? 1 : 2;
}

/** Breaks a text into lines of at most `columns`; between words where a line has a space, else anywhere. An empty text is one empty line. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const char of text) {
    if (width + charWidth(char) > columns) {
      const [whole, rest] = breakOf(line, char);
      lines.push(whole);
      line = rest;
      width = displayWidth(rest);
    }
    // A line that goes on does not begin with the space at which it was broken.
    if (char === ' ' && line === '' && lines.length > 0) continue;
    line += char;
    width += charWidth(char);
  }
  return [...lines, line.trimEnd()].filter((each, i) => i === 0 || each !== '');
}

/** What closes a clause stands at the end of a line, never at its beginning. */
const CLOSING = '。，、；：！？）】》〉」』”’%';

/** Where a full line breaks before `next`: behind its last space if a word would be cut and a third of the line stays. */
function breakOf(line: string, next: string): readonly [string, string] {
  const last = Array.from(line).at(-1) ?? '';
  if (CLOSING.includes(next) && last.length < line.length && !CLOSING.includes(last)) return [line.slice(0, -last.length).trimEnd(), last];
  const space = line.lastIndexOf(' ');
  const isInWord = isWordPart(next) && isWordPart(line.at(-1) ?? ' ');
  if (!isInWord || space * 3 < line.length) return [line.trimEnd(), ''];
  return [line.slice(0, space).trimEnd(), line.slice(space + 1)];
}

function isWordPart(char: string): boolean {
  return char > ' ' && char <= '~';
}
