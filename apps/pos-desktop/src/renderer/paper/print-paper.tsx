import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { linesOf } from '../../paper/lines-of.ts';
import { paperSizeOf } from '../../paper/paper-size.ts';
import type { Paper } from '../../paper/paper.ts';
import { PaperPreview } from './paper-preview.tsx';
import classes from './paper.module.css';

/**
 * Prints a paper by the browser's own dialog, on a page exactly as large as it is. For a till in a browser: elsewhere the backend prints.
 * Returns when the dialog is closed; whether a sheet came out, no browser says.
 */
export function printPaper(paper: Paper, label: string): void {
  const { widthMicrons, heightMicrons, columnMicrons } = paperSizeOf(paper, linesOf(paper));
  const size = new CSSStyleSheet();
  size.replaceSync(`@page { size: ${widthMicrons / 1000}mm ${heightMicrons / 1000}mm; margin: 0 }`);
  const sheet = document.createElement('div');
  sheet.className = classes['sheet'] ?? '';
  sheet.style.setProperty('--print-column', `${columnMicrons / 1000}mm`);
  document.body.append(sheet);
  const root = createRoot(sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, size];
  try {
    flushSync(() => root.render(<PaperPreview paper={paper} label={label} />));
    window.print();
  } finally {
    root.unmount();
    sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== size);
  }
}
