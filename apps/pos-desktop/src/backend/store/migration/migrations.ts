import type { Migration } from 'kysely/migration';
import { migration0010Log } from './0010-log.ts';
import { migration0020Ledger } from './0020-ledger.ts';
import { migration0030Member } from './0030-member.ts';
import { migration0040Reference } from './0040-reference.ts';
import { migration0050Sale } from './0050-sale.ts';
import { migration0060Session } from './0060-session.ts';
import { migration0070Life } from './0070-life.ts';
import { migration0080Receipt } from './0080-receipt.ts';
import { migration0090Order } from './0090-order.ts';
import { migration0100Places } from './0100-places.ts';
import { migration0120Resync } from './0120-resync.ts';
import { migration0140Counter } from './0140-counter.ts';
import { migration0150SignIn } from './0150-sign-in.ts';
import { migration0160TillSetting } from './0160-till-setting.ts';
import { migration0170Shift } from './0170-shift.ts';
import { migration0190Printer } from './0190-printer.ts';
import { migration0200PrintJob } from './0200-print-job.ts';
import { migration0210Request } from './0210-request.ts';
import { migration0220RequestRun } from './0220-request-run.ts';

/** In order; forward only, never edited after they landed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-log': migration0010Log,
  '0020-ledger': migration0020Ledger,
  '0030-member': migration0030Member,
  '0040-reference': migration0040Reference,
  '0050-sale': migration0050Sale,
  '0060-session': migration0060Session,
  '0070-life': migration0070Life,
  '0080-receipt': migration0080Receipt,
  '0090-order': migration0090Order,
  '0100-places': migration0100Places,
  '0120-resync': migration0120Resync,
  '0140-counter': migration0140Counter,
  '0150-sign-in': migration0150SignIn,
  '0160-till-setting': migration0160TillSetting,
  '0170-shift': migration0170Shift,
  '0190-printer': migration0190Printer,
  '0200-print-job': migration0200PrintJob,
  '0210-request': migration0210Request,
  '0220-request-run': migration0220RequestRun,
};
