import { unreachable } from '@jifen/core';
import { cellsOf, linesOf, type PaperLine } from './lines-of.ts';
import { type Paper, widthMicronsOf } from './paper.ts';
import { picturePathOf, type PicturePath, qrPathOf } from './picture-path.ts';

/** Without its edges, which no printer reaches. */
const MARGIN_MM = 3;

/** A page for the system's printer: the paper's own lines on a roll as wide as it is. It has no scripts and loads nothing. */
export function paperHtml(paper: Paper): string {
  const lines = linesOf(paper).map(htmlOfLine).join('\n');
  return `<!doctype html>
<html lang="${paper.language}"><head><meta charset="utf-8"><title>Jifen</title><style>${styleOf(paper)}</style></head>
<body>
${lines}
</body></html>
`;
}

function styleOf(paper: Paper): string {
  const widthMm = widthMicronsOf(paper) / 1000;
  const columnMm = ((widthMm - 2 * MARGIN_MM) / paper.columns).toFixed(4);
  return [
    `@page{size:${widthMm}mm auto;margin:0}`,
    `body{margin:${MARGIN_MM}mm;color:#000;background:#fff;--column:${columnMm}mm}`,
    // Letters are set into columns one by one, so that no font moves a figure out of its place.
    `.line{font:calc(var(--column)*1.9)/1.3 "Noto Sans Mono CJK SC","Sarasa Mono SC",SimSun,monospace;white-space:pre;min-height:1.3em}`,
    `.line span{display:inline-block;width:var(--column);text-align:center;overflow:visible}`,
    `.line .wide{width:calc(var(--column)*2)}`,
    `.strong{font-weight:700}`,
    `.large{--column:${(Number(columnMm) * 2).toFixed(4)}mm;font-weight:700}`,
    `svg{display:block;margin:1mm auto;shape-rendering:crispEdges}`,
  ].join('\n');
}

function htmlOfLine(line: PaperLine): string {
  switch (line.kind) {
    case 'text':
      return `<div class="line ${line.look}">${cellsOf(line.text).map(htmlOfCell).join('')}</div>`;
    case 'picture':
      return svgOf(picturePathOf(line.picture), { widthMm: line.picture.widthDots / 8, label: line.label });
    case 'qr':
      return svgOf(qrPathOf(line.text), { widthMm: 28, label: line.label });
  }
  return unreachable(line);
}

function htmlOfCell({ text, isWide }: { readonly text: string; readonly isWide: boolean }): string {
  if (isWide) return `<span class="wide">${escapeHtml(text)}</span>`;
  return Array.from(text, (char) => `<span>${escapeHtml(char)}</span>`).join('');
}

function svgOf({ width, height, path }: PicturePath, { widthMm, label }: { readonly widthMm: number; readonly label: string }): string {
  const size = `width="${widthMm}mm" height="${(widthMm * height) / width}mm" viewBox="0 0 ${width} ${height}"`;
  return `<svg role="img" aria-label="${escapeHtml(label)}" ${size}><path d="${path}"/></svg>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
