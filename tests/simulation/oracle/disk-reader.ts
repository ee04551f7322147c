import { join } from 'node:path';
import Database, { type Statement } from 'better-sqlite3';

export type PrivateRow = {
  readonly event_id: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly member_id: string | null;
  readonly has_credential: number;
};

export type LogRow = {
  readonly no: number;
  readonly incarnation: string;
  readonly seq: number;
  readonly id: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly at: number;
  readonly hq_floor: number;
  readonly type: string;
  readonly postings: string;
  readonly body: string;
};
export type RightsRow = {
  readonly member_id: string;
  readonly vintage: string;
  readonly granted: number;
  readonly earned: number;
  readonly restored: number;
  readonly spent: number;
  readonly clawed: number;
  readonly returned: number;
};
export type StockRow = { readonly reward_id: string; readonly on_hand: number; readonly consigned: number };

/** Reads a till's database file beside the till, with plain SQL. */
export type DiskReader = {
  liveIncarnation(): string;
  terminal(): string;
  logAfter(no: number): readonly LogRow[];
  rights(): readonly RightsRow[];
  stock(): readonly StockRow[];
  ackedSeq(): number;
  safeSeq(): number;
  /** The history of HQ that it heard of last. */
  historyEpoch(): string | null;
  /** Private parts that hold a credential. */
  credentials(): readonly PrivateRow[];
  privates(): readonly PrivateRow[];
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what its query answers
  all<Row>(text: string): readonly Row[];
  close(): void;
};

export function openDiskReader(folder: string, database: string): DiskReader {
  const handle = new Database(join(folder, database));
  const sql = (text: string): Statement => handle.prepare(text);
  const live = sql('select incarnation from incarnation where is_live = 1').pluck();
  const terminal = sql('select terminal from enrolment').pluck();
  const log = sql(
    `select log.rowid as no, incarnation.incarnation, seq, id, prev_hash, hash, at, hq_floor, type, postings, body
     from log join incarnation on incarnation.no = log.incarnation_no where log.rowid > ? order by log.rowid`,
  );
  const rights = sql('select member_id, vintage, granted, earned, restored, spent, clawed, returned from rights');
  const stock = sql('select reward_id, on_hand, consigned from stock');
  const acked = sql('select acked_seq from peer').pluck();
  const safe = sql('select safe_seq from peer').pluck();
  const history = sql('select history_epoch from peer').pluck();
  const privates = `select event_id, incarnation, seq, member_id, has_credential from event_private
     join log on log.id = event_private.event_id join incarnation on incarnation.no = log.incarnation_no`;
  const credentials = sql(`${privates} where has_credential = 1`);
  return {
    liveIncarnation: () => String(live.get()),
    terminal: () => String(terminal.get()),
    logAfter: (no) => log.all(no) as LogRow[],
    rights: () => rights.all() as RightsRow[],
    stock: () => stock.all() as StockRow[],
    ackedSeq: () => Number(acked.get()),
    safeSeq: () => Number(safe.get()),
    historyEpoch: () => history.get() as string | null,
    credentials: () => credentials.all() as PrivateRow[],
    privates: () => sql(privates).all() as PrivateRow[],
    all: (text) => sql(text).all() as never,
    close: () => handle.close(),
  };
}
