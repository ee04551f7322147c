import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@jifen/core';
import type { Timer } from '../backend/service/timer.ts';
import { PAPER_URL } from './till-scheme.ts';
import { createPageWindow } from './till-window.ts';

const MICRONS_PER_PIXEL = 25_400 / 96;
const TIMEOUT_MS = 60_000;
type Printed = Result<null, { readonly code: 'printer_unreachable' | 'printer_refused' | 'printer_timeout' }>;

/** Prints papers on the system's own printer without a question, each on a page exactly as long as it is. */
export function createSystemPrinter(timer: Timer) {
  const papers = new Map<string, string>();
  const print = async (html: string, { widthMicrons }: { readonly widthMicrons: number }): Promise<Printed> => {
    const id = randomUUID();
    papers.set(id, html);
    const width = Math.round(widthMicrons / MICRONS_PER_PIXEL);
    const window = createPageWindow({ devTools: false, width, useContentSize: true });
    try {
      await window.loadURL(PAPER_URL + id);
      if ((await window.webContents.getPrintersAsync()).length === 0) return err({ code: 'printer_unreachable' });
      const heightPx = Number(await window.webContents.executeJavaScript('document.documentElement.scrollHeight'));
      const pageSize = { width: widthMicrons, height: Math.ceil(heightPx * MICRONS_PER_PIXEL) };
      return await new Promise<Printed>((resolve) => {
        const callOff = timer(TIMEOUT_MS, () => resolve(err({ code: 'printer_timeout' })));
        window.webContents.print({ silent: true, printBackground: true, margins: { marginType: 'none' }, pageSize }, (isPrinted) => {
          callOff();
          resolve(isPrinted ? ok(null) : err({ code: 'printer_refused' }));
        });
      });
    } finally {
      papers.delete(id);
      window.destroy();
    }
  };
  return { print, readPaper: (id: string) => papers.get(id) };
}
