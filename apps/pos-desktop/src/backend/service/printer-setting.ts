import { err, ok, type Result, unreachable } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { PrinterRow } from '../store/print-schema.ts';
import { findPrinter, savePrinter } from '../store/printer.ts';
import { flagOf } from '../store/schema.ts';
import type { PrinterSetting, PrinterTarget } from './printer.ts';
import type { Till } from './till.ts';

export type PrinterInput = Omit<PrinterSetting, 'target'> & {
  readonly kind: PrinterTarget['kind'];
  readonly host: string | null;
  readonly port: number | null;
  readonly path: string | null;
};

export type PrinterSettingProblem = { readonly code: 'printer_host_malformed' | 'printer_port_out_of_range' | 'printer_path_malformed' };

const NO_PRINTER: PrinterSetting = {
  target: { kind: 'none' },
  columns: 48,
  language: 'zh-CN',
  isAutomatic: false,
  opensDrawer: false,
  cuts: true,
};

export function printerSettingOf(db: BranchDb): PrinterSetting {
  const row = findPrinter(db);
  return row === null ? NO_PRINTER : settingOf(row);
}

export function changePrinter(till: Till, input: PrinterInput): Result<PrinterSetting, PrinterSettingProblem> {
  const target = readTarget(input);
  if (!target.ok) return target;
  const { columns, language, isAutomatic, opensDrawer, cuts } = input;
  const look = { columns, language, is_automatic: flagOf(isAutomatic), opens_drawer: flagOf(opensDrawer), cuts: flagOf(cuts) };
  till.store.transaction((trx) => savePrinter(trx, { ...columnsOf(target.value), ...look }));
  till.changes.tell('print');
  return ok(printerSettingOf(till.store));
}

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^[0-9a-f:]*:[0-9a-f:.]*$/i;
/**
 * Printers and serial lines of Linux and macOS, printer ports and shares of Windows. Bytes are written to it as they are, so it may
 * be nothing else of this machine.
 */
const DEVICE =
  /^\/dev\/(?:usb\/)?lp\d{1,3}$|^\/dev\/tty(?:S|USB|ACM)\d{1,3}$|^\/dev\/(?:cu|tty)\.[\w.-]{1,80}$|^\/dev\/serial\/by-id\/[\w.:+-]{1,120}$/;
const WINDOWS_PORT = /^\\\\\.\\(?:LPT|COM)\d{1,3}$/i;
const SHARE = /^\\\\(?!\.\.?\\)[\w.-]{1,120}\\[^\\/:*?"<>|\p{Cc}]{1,120}$/u;

function readTarget({ kind, host, port, path }: PrinterInput): Result<PrinterTarget, PrinterSettingProblem> {
  switch (kind) {
    case 'none':
    case 'system':
      return ok({ kind });
    case 'tcp': {
      const name = host?.trim() ?? '';
      if (!HOST.test(name)) return err({ code: 'printer_host_malformed' });
      const isPort = port !== null && Number.isInteger(port) && port >= 1 && port <= 65_535;
      return isPort ? ok({ kind, host: name, port }) : err({ code: 'printer_port_out_of_range' });
    }
    case 'device': {
      const place = path?.trim() ?? '';
      return [DEVICE, WINDOWS_PORT, SHARE].some((shape) => shape.test(place))
        ? ok({ kind, path: place })
        : err({ code: 'printer_path_malformed' });
    }
  }
  return unreachable(kind);
}

function columnsOf(target: PrinterTarget): Pick<PrinterRow, 'kind' | 'host' | 'port' | 'path'> {
  const { kind } = target;
  const host = target.kind === 'tcp' ? target.host : null;
  const port = target.kind === 'tcp' ? target.port : null;
  return { kind, host, port, path: target.kind === 'device' ? target.path : null };
}

function settingOf(row: PrinterRow): PrinterSetting {
  const { columns, language } = row;
  const flags = { isAutomatic: row.is_automatic === 1, opensDrawer: row.opens_drawer === 1, cuts: row.cuts === 1 };
  return { target: targetOf(row), columns, language, ...flags };
}

function targetOf({ kind, host, port, path }: PrinterRow): PrinterTarget {
  if (host !== null && port !== null) return { kind: 'tcp', host, port };
  if (path !== null) return { kind: 'device', path };
  return { kind: kind === 'system' ? 'system' : 'none' };
}
