import type { Result } from '@jifen/core';
import type { PaperColumns, PaperLanguage } from '../../paper/paper.ts';

/** Where raw bytes go: a printer in the network, or a device or a printer share of this machine. */
export type ByteTarget =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'device'; readonly path: string };

export type PrinterTarget = { readonly kind: 'none' } | { readonly kind: 'system' } | ByteTarget;

/** What a till prints on. */
export type PrinterSetting = {
  readonly target: PrinterTarget;
  readonly columns: PaperColumns;
  readonly language: PaperLanguage;
  /** Every receipt comes without being asked for. */
  readonly isAutomatic: boolean;
  /** The drawer hangs on the printer. */
  readonly opensDrawer: boolean;
  readonly cuts: boolean;
};

export type PrinterCode =
  | 'printer_unreachable'
  | 'printer_refused'
  | 'printer_path_missing'
  | 'printer_path_denied'
  | 'printer_timeout'
  | 'printer_interrupted'
  | 'printer_failed';

/** `mayBePrinted`: some of it left this machine before it failed. */
export type PrinterProblem = { readonly code: PrinterCode; readonly mayBePrinted: boolean };

/** The printers that a host reaches. Neither call throws, and both end by themselves. */
export type Printer = {
  send(target: ByteTarget, bytes: Uint8Array): Promise<Result<null, PrinterProblem>>;
  /** Prints a page on the system's printer without a question; null where only a page can, by the browser's own dialog. */
  readonly printSystem:
    | ((html: string, size: { readonly widthMicrons: number }) => Promise<Result<null, { readonly code: PrinterCode }>>)
    | null;
};
