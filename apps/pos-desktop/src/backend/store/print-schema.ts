import type { EventId, Fen, Points, UnixMs } from '@jifen/core';
import type { Generated } from 'kysely';

/** The till's printer; `path` is that of a device or a printer share. */
export type PrinterRow = {
  readonly id: 1;
  readonly kind: 'none' | 'tcp' | 'device' | 'system';
  readonly host: string | null;
  readonly port: number | null;
  readonly path: string | null;
  readonly columns: 32 | 48;
  readonly language: 'zh-CN' | 'en';
  readonly is_automatic: 0 | 1;
  readonly opens_drawer: 0 | 1;
  readonly cuts: 0 | 1;
};

export type PaperFactRow = {
  readonly event_id: EventId;
  /** The member's points just before; null without member, or where the event's own row has them. */
  readonly points_before: Points | null;
  readonly cash_received_fen: Fen | null;
};

/** `of`: the event whose paper it is; null with `layout`: the paper itself as JSON; both null: the drawer alone. */
export type PrintJobRow = {
  readonly no: number;
  readonly id: string;
  readonly of: EventId | null;
  readonly layout: string | null;
  readonly opens_drawer: 0 | 1;
  /** 0: the first paper. */
  readonly copy_no: number;
  readonly made_at: UnixMs;
  readonly incarnation_no: number;
  readonly state: 'waiting' | 'printing' | 'failed' | 'printed';
  readonly code: string | null;
  /** Not tried again before a person says so. */
  readonly is_stuck: 0 | 1;
  readonly attempts: number;
  readonly may_be_printed: 0 | 1;
};

/** What printing keeps in the till's database. */
export type PrintSchema = {
  readonly printer: PrinterRow;
  readonly paper_fact: PaperFactRow;
  readonly print_job: Omit<PrintJobRow, 'no'> & { readonly no: Generated<number> };
};
