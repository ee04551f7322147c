import { join } from 'node:path';
import Database, { type Statement } from 'better-sqlite3';
import type { RightsRow } from './disk-reader.ts';

export type HqEventRow = {
  readonly gseq: number;
  readonly event_id: string;
  readonly branch_id: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
  readonly received_at: number;
  readonly settle_at: number;
  readonly type: string;
  readonly disposition: string;
  readonly code: string | null;
  readonly content: string;
};
export type HqIncarnationRow = {
  readonly branch_id: string;
  readonly incarnation: string;
  readonly state: string;
  readonly last_seq: number;
  readonly last_hash: string;
  readonly previous_incarnation: string | null;
  readonly reported_epoch: string | null;
  readonly waived_epoch: string | null;
};
export type HqRightsRow = RightsRow & { readonly branch_id: string; readonly incarnation: string };
export type PoolRow = { readonly member_id: string; readonly vintage: string; readonly n: number; readonly deficit: number };
export type TotalRow = {
  readonly member_id: string;
  readonly points: number;
  readonly owed: number;
  readonly absorbed: number;
  readonly experience: number;
  readonly purchases: number;
  readonly spend_fen: number;
  readonly earned: number;
  readonly redeemed: number;
  readonly reversed: number;
  readonly expired: number;
};

/** Reads HQ's database file beside HQ, with plain SQL. */
export type HqReader = {
  eventsAfter(gseq: number): readonly HqEventRow[];
  incarnations(): readonly HqIncarnationRow[];
  rights(): readonly HqRightsRow[];
  pool(): readonly PoolRow[];
  totals(): readonly TotalRow[];
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what its query answers
  all<Row>(text: string): readonly Row[];
  close(): void;
};

export function openHqReader(folder: string, database: string): HqReader {
  const handle = new Database(join(folder, database));
  const events = handle.prepare(
    `select gseq, event_id, branch_id, incarnation, seq, prev_hash, hash, received_at, settle_at, type, disposition, code, content
     from event where gseq > ? order by gseq`,
  );
  const incarnations = handle.prepare(
    'select branch_id, incarnation, state, last_seq, last_hash, previous_incarnation, reported_epoch, waived_epoch from incarnation',
  );
  const rights = handle.prepare(
    'select member_id, vintage, branch_id, incarnation, granted, earned, restored, spent, clawed, returned from rights',
  );
  const pool = handle.prepare('select member_id, vintage, n, deficit from pool');
  const totals = handle.prepare(
    'select member_id, points, owed, absorbed, experience, purchases, spend_fen, earned, redeemed, reversed, expired from member_total',
  );
  const prepared = new Map<string, Statement>();
  const preparedOf = (text: string) => {
    const statement = prepared.get(text) ?? handle.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  return {
    eventsAfter: (gseq) => events.all(gseq) as HqEventRow[],
    incarnations: () => incarnations.all() as HqIncarnationRow[],
    rights: () => rights.all() as HqRightsRow[],
    pool: () => pool.all() as PoolRow[],
    totals: () => totals.all() as TotalRow[],
    all: (text) => preparedOf(text).all() as never,
    close: () => handle.close(),
  };
}
