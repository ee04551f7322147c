import { err, type EventId, ok, type Result, type UnixMs, unreachable } from '@jifen/core';
import { type BranchEventType, type KnownBranchEvent, readBranchBody } from '@jifen/sync';
import { type AckedLife, type JournalFilter, type JournalQuery, type JournalRow, listJournal } from '../store/journal.ts';
import { findHead } from '../store/log.ts';
import { listPastLives } from '../store/past-life.ts';
import { getPeerRow } from '../store/peer.ts';
import { findMembers } from './find-members.ts';
import type { Till } from './till.ts';

export type JournalState = 'pending' | 'acked' | 'deferred' | 'exception';

export type JournalItem = {
  readonly seq: number;
  readonly id: EventId;
  readonly at: UnixMs;
  readonly type: BranchEventType | 'unknown';
  readonly staff: string | null;
  readonly memberName: string | null;
  readonly receiptNo: string | null;
  /** What a line of the list shows beside the type: a reward's name, a reason, a card number, else the receipt's number. */
  readonly summary: string;
  readonly amountFen: number | null;
  /** Signed: given or taken back. */
  readonly points: number | null;
  readonly state: JournalState;
  /** HQ's code when the event was not plainly applied. */
  readonly code: string | null;
};

export type JournalPage = { readonly items: readonly JournalItem[]; readonly nextCursor: string | null };
/** What a journal can be narrowed to: all that is not plainly done. */
export const OPEN_STATES = ['pending', 'deferred', 'exception'] as const satisfies readonly JournalState[];
export type JournalInput = {
  readonly text: string;
  readonly cursor: string | null;
  readonly limit: number;
  readonly state: (typeof OPEN_STATES)[number] | null;
};

/** The branch's own log, newest first; `text` is a receipt number or whatever finds a member. */
export function readJournal(
  till: Till,
  { text, cursor, limit, state }: JournalInput,
): Result<JournalPage, { readonly code: 'cursor_malformed' }> {
  const before = cursor === null ? null : parseCursor(cursor);
  if (before === undefined) return err({ code: 'cursor_malformed' });
  const only = selectionOf(till, text.trim());
  if (only.kind === 'members' && only.ids.length === 0) return ok({ items: [], nextCursor: null });
  const acked = ackedSeqs(till);
  const filter = filterOf(till, state, acked);
  if (filter.kind === 'pending' && filter.lives.length === 0) return ok({ items: [], nextCursor: null });
  const rows = listJournal(till.store, { before, limit: limit + 1, only, state: filter });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: page.map((row) => itemOf(row, acked.get(row.incarnation_no) ?? 0)),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  });
}

function selectionOf(till: Till, text: string): JournalQuery['only'] {
  if (text === '') return { kind: 'all' };
  if (/^[0-9a-f]{4}-\d{6}-\d{4,}$/i.test(text)) return { kind: 'receipt', receiptNo: text.toUpperCase() };
  return { kind: 'members', ids: findMembers(till, text).map(({ id }) => id) };
}

function filterOf(till: Till, state: JournalInput['state'], acked: ReadonlyMap<number, number>): JournalFilter {
  switch (state) {
    case null:
      return { kind: 'any' };
    case 'pending':
      return { kind: 'pending', lives: livesWithPending(till, acked) };
    case 'deferred':
      return { kind: 'judged', disposition: 'deferred' };
    case 'exception':
      return { kind: 'judged', disposition: 'applied_with_exception' };
  }
  return unreachable(state);
}

function livesWithPending({ store, log }: Till, acked: ReadonlyMap<number, number>): AckedLife[] {
  return [...acked].flatMap(([no, ackedSeq]) => (findHead(store, { ...log, no }).seq > ackedSeq ? [{ no, ackedSeq }] : []));
}

function itemOf(row: JournalRow, ackedSeq: number): JournalItem {
  const body: unknown = JSON.parse(row.body);
  const reading = readBranchBody({ type: row.type, typeVersion: row.type_version, body });
  const known = reading.kind === 'known' ? reading.event : null;
  const shown: Facts = known === null ? NO_FACTS : factsOf(known);
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    type: known?.type ?? 'unknown',
    staff: row.staff_name,
    memberName: row.member_name,
    receiptNo: row.receipt_no,
    ...shown,
    summary: shown.summary ?? row.receipt_no ?? '',
    state: stateOf(row, ackedSeq),
    code: row.code,
  };
}

function stateOf({ seq, disposition }: JournalRow, ackedSeq: number): JournalState {
  if (seq > ackedSeq) return 'pending';
  if (disposition === 'deferred') return 'deferred';
  return disposition === 'applied_with_exception' ? 'exception' : 'acked';
}

type Facts = { readonly summary: string | null; readonly amountFen: number | null; readonly points: number | null };
const NO_FACTS: Facts = { summary: null, amountFen: null, points: null };

function factsOf({ type, body }: KnownBranchEvent): Facts {
  switch (type) {
    case 'sale_recorded':
      return {
        ...NO_FACTS,
        amountFen: body.basket.lines.reduce((sum, { lineFen }) => sum + lineFen, 0),
        points: body.accrual?.points ?? 0,
      };
    case 'sale_refunded':
      return { ...NO_FACTS, amountFen: 0 - body.amountFen, points: 0 - body.pointsBack };
    case 'reward_redeemed':
      return { summary: body.rewardName, amountFen: body.cashFen, points: 0 - body.points };
    case 'redemption_refunded':
      return { ...NO_FACTS, amountFen: -body.tenders.reduce((sum, { amountFen }) => sum + amountFen, 0), points: body.points };
    case 'rights_returned':
      return { ...NO_FACTS, summary: body.reason };
    case 'card_bound':
      return { ...NO_FACTS, summary: body.cardNumber };
    case 'member_updated':
      return { ...NO_FACTS, summary: body.fields.join(', ') };
    case 'stock_adjusted':
      return { ...NO_FACTS, summary: body.reason };
    case 'incarnation_opened':
    case 'incarnation_closed':
    case 'order_released':
      return { ...NO_FACTS, summary: body.reason };
    case 'order_readied':
      return { ...NO_FACTS, summary: body.rewardName };
    case 'order_fulfilled':
      return { ...NO_FACTS, summary: body.rewardName, points: 0 - body.points };
    case 'shift_opened':
      return { ...NO_FACTS, summary: body.shiftNo, amountFen: body.floatFen };
    case 'shift_closed':
      return { ...NO_FACTS, summary: body.shiftNo, amountFen: body.countedFen };
    case 'cash_moved':
      return { ...NO_FACTS, summary: body.reason, amountFen: body.direction === 'in' ? body.amountFen : 0 - body.amountFen };
    case 'drawer_opened':
      return { ...NO_FACTS, summary: body.reason };
    case 'override_given':
      return { ...NO_FACTS, summary: body.operation, amountFen: body.amountFen };
    case 'member_registered':
    case 'member_status_changed':
    case 'stock_opened':
    case 'stock_received':
    case 'stock_counted':
    case 'stock_consigned':
    case 'refund_released':
    case 'receipt_reprinted':
    case 'staff_signed_in':
    case 'pin_locked':
    case 'pin_unlocked':
    case 'staff_pin_set':
      return NO_FACTS;
  }
  return unreachable(type);
}

/** How far HQ has the log of each life of this database. */
function ackedSeqs(till: Till): ReadonlyMap<number, number> {
  const past = listPastLives(till.store, till.log.cipher);
  return new Map([...past.map(({ log, acked }) => [log.no, acked.seq] as const), [till.log.no, getPeerRow(till.store).acked_seq]]);
}

function cursorOf({ incarnation_no: no, seq }: Pick<JournalRow, 'incarnation_no' | 'seq'>): string {
  return Buffer.from(`seq:${no}:${seq}`).toString('base64url');
}

function parseCursor(cursor: string): JournalQuery['before'] | undefined {
  const match = /^seq:(\d{1,9}):(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  return match === null ? undefined : { incarnationNo: Number(match[1]), seq: Number(match[2]) };
}
