import { unreachable } from '@jifen/core';
import { cellsOf, linesOf, type PaperLine } from './lines-of.ts';
import { LINE_COLUMNS, paperSizeOf, pictureColumnsOf, type PaperSize } from './paper-size.ts';
import type { Paper } from './paper.ts';
import { picturePathOf, qrPathOf } from './picture-path.ts';

/** A page for the system's printer: the paper's own lines, on a page exactly as large as they are. It has no scripts and loads nothing. */
export function paperHtml(paper: Paper): string {
  const lines = linesOf(paper);
  return `<!doctype html>
<html lang="${paper.language}"><head><meta charset="utf-8"><title>Jifen</title><style>${styleOf(paperSizeOf(paper, lines))}</style></head>
<body>
${lines.map(htmlOfLine).join('\n')}
</body></html>
`;
}

function styleOf({ widthMicrons, heightMicrons, columnMicrons }: PaperSize): string {
  return [
    `@page{size:${widthMicrons / 1000}mm ${heightMicrons / 1000}mm;margin:0}`,
    `body{--column:${columnMicrons / 1000}mm;margin:4mm 3mm;color:#000;background:#fff}`,
    `.line{height:calc(var(--column)*${LINE_COLUMNS});font:calc(var(--column)*1.9)/calc(var(--column)*${LINE_COLUMNS}) "Noto Sans Mono CJK SC",SimSun,monospace;white-space:pre}`,
    `.line span{display:inline-block;width:calc(var(--column)*var(--n,1));text-align:center}`,
    `.strong{font-weight:700}`,
    // Twice as wide and as high as what surrounds it.
    `.large{--outer:${columnMicrons / 1000}mm;--column:calc(var(--outer)*2);font-weight:700}`,
    `svg{display:block;margin:calc(var(--column)*.5) auto;shape-rendering:crispEdges}`,
  ].join('\n');
}

function htmlOfLine(line: PaperLine): string {
  switch (line.kind) {
    case 'text': {
      const cells = cellsOf(line.text).map(({ text, columns }) => `<span style="--n:${columns}">${escapeHtml(text)}</span>`);
      return `<div class="line ${line.look}">${cells.join('')}</div>`;
    }
    case 'picture':
    case 'qr':
      return svgOf(line);
  }
  return unreachable(line);
}

function svgOf(line: Exclude<PaperLine, { kind: 'text' }>): string {
  const { width, height, path } = line.kind === 'qr' ? qrPathOf(line.text) : picturePathOf(line.picture);
  const { wide, high } = pictureColumnsOf(line);
  const size = `style="width:calc(var(--column)*${wide});height:calc(var(--column)*${high})" viewBox="0 0 ${width} ${height}"`;
  return `<svg role="img" aria-label="${escapeHtml(line.label)}" ${size}><path d="${path}"/></svg>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
