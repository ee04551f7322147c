import { err, ok, type Result } from '@jifen/core';
import type { Logger } from '@jifen/platform';
import { paperHtml } from '../../paper/paper-html.ts';
import { type Paper, widthMicronsOf } from '../../paper/paper.ts';
import { encodeKick, encodePaper } from '../escpos/encode-paper.ts';
import { openPrinterFont, type PrinterFont } from '../escpos/printer-font.ts';
import type { Printer, PrinterProblem, PrinterSetting } from './printer.ts';

/** What is to be done: a paper, the drawer, or both. */
export type PressJob = { readonly paper: Paper | null; readonly opensDrawer: boolean };
export type PressProblem = PrinterProblem | { readonly code: 'printer_not_set' | 'system_print_unavailable'; readonly mayBePrinted: false };

/** Prints one thing at a time, on whatever printer is set. Never throws. */
export type Press = {
  /** Whether this host prints on the system's printer. */
  readonly printsSystem: boolean;
  print(setting: PrinterSetting, job: PressJob): Promise<Result<null, PressProblem>>;
};

export function createPress(printer: Printer, logger: Logger): Press {
  let opening: Promise<PrinterFont> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const bytesOf = async ({ cuts }: PrinterSetting, { paper, opensDrawer }: PressJob): Promise<Uint8Array> => {
    if (paper === null) return encodeKick();
    opening ??= openPrinterFont();
    return encodePaper(paper, { font: await opening, cuts, opensDrawer });
  };
  const print = async (setting: PrinterSetting, job: PressJob): Promise<Result<null, PressProblem>> => {
    const { target } = setting;
    if (target.kind === 'none') return err({ code: 'printer_not_set', mayBePrinted: false });
    if (target.kind === 'tcp' || target.kind === 'device') return await printer.send(target, await bytesOf(setting, job));
    if (printer.printSystem === null || job.paper === null) return err({ code: 'system_print_unavailable', mayBePrinted: false });
    const printed = await printer.printSystem(paperHtml(job.paper), { widthMicrons: widthMicronsOf(job.paper) });
    // Whether a sheet came out, only the system's own queue knows.
    return printed.ok ? ok(null) : err({ code: printed.error.code, mayBePrinted: printed.error.code === 'printer_timeout' });
  };
  return {
    printsSystem: printer.printSystem !== null,
    print: (setting, job) => {
      const printed = last.then(() => print(setting, job));
      const safe = printed.catch((error: unknown) => {
        logger.error({ err: error }, 'a paper could not be made or sent');
        return err({ code: 'printer_failed', mayBePrinted: true } as const);
      });
      last = safe;
      return safe;
    },
  };
}

/** Where a host knows of no printer. */
export const NO_PRINTERS: Printer = {
  send: () => Promise.resolve(err({ code: 'printer_unreachable', mayBePrinted: false })),
  printSystem: null,
};
