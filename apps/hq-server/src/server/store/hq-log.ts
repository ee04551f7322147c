import {
  assert,
  type EventId,
  HQ_BRANCH,
  type Incarnation,
  type MemberId,
  must,
  parseEventId,
  parseMemberId,
  settleAtOf,
  type StaffId,
  type UnixMs,
} from '@jifen/core';
import { type FieldCipher, sha256 } from '@jifen/platform';
import {
  canonicalJson,
  type Envelope,
  type HqBody,
  type HqEventType,
  type LoggedEvent,
  type Posting,
  type PrivatePart,
  sealEvent,
  tickHlc,
} from '@jifen/sync';
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { chunksOf } from './chunks.ts';
import { takeGseqs } from './gseq.ts';
import type { HqSchema } from './schema.ts';
import { rowsOf, statement, write } from './statement.ts';

/** What HQ decides to write to its own log. `id` comes from `hqEventId`, so that the same cause is written once. */
export type HqEventDraft = {
  readonly [T in HqEventType]: {
    readonly id: EventId;
    readonly type: T;
    readonly body: HqBody<T>;
    readonly postings: readonly Posting[];
    /** Who did it; null: HQ itself. */
    readonly staff: StaffId | null;
    /** Personal data beside the chain, sealed at rest. */
    readonly private: PrivatePart | null;
  };
}[HqEventType];

/** HQ's clock and seal, as a transaction needs them. */
export type HqWriting = { readonly now: UnixMs; readonly cipher: FieldCipher };

/** The id of an event of HQ: a hash of its cause in the shape of a UUID (version 8), so that a repeat is a no-op. */
export function hqEventId(...cause: readonly string[]): EventId {
  const hex = sha256(canonicalJson(['jifen-hq', ...cause]));
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4];
  const id = parseEventId(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
  return must(id.ok ? id.value : null, 'an id of HQ');
}

/** Whether an id has the shape of those that HQ derives: no till makes such ones. */
export function isHqEventId(id: EventId): boolean {
  return id.charAt(14) === '8';
}

type Head = Pick<Envelope, 'incarnation' | 'seq' | 'hash' | 'hlc'> & { readonly settleAt: UnixMs };
const SAVE_HEAD = statement((sql, { incarnation, seq, hash, hlc, settleAt }: Head) =>
  sql
    .updateTable('incarnation')
    .set({ last_seq: seq, last_hash: hash, last_hlc: hlc, last_settle_at: settleAt, head_seq: seq })
    .where('branch_id', '=', HQ_BRANCH)
    .where('incarnation', '=', incarnation),
);

/**
 * Appends to HQ's log (branch `hq`, incarnation = history epoch), chained like a till's, and answers the drafts that were new:
 * an id that HQ wrote before, in any epoch, is skipped. It books nothing: `postings` are the caller's to apply.
 * Call it late in a transaction, after all reading (see `takeGseqs`).
 */
export async function appendHqEvents(
  trx: Transaction<HqSchema>,
  writing: HqWriting,
  drafts: readonly HqEventDraft[],
): Promise<readonly HqEventDraft[]> {
  const fresh = await withoutKnown(trx, drafts);
  if (fresh.length === 0) return fresh;
  const log = await getOpenLog(trx);
  const texts = new Map<string, string>();
  const events: LoggedEvent[] = [];
  let head = { seq: log.last_seq, hash: log.last_hash };
  let hlc = log.last_hlc;
  for (const { staff, ...draft } of fresh) {
    hlc = tickHlc(hlc, writing.now);
    const placement = {
      branch: HQ_BRANCH,
      incarnation: log.incarnation,
      at: writing.now,
      hlc,
      hqFloor: writing.now,
      terminal: null,
      staff,
    };
    const event = sealEvent({ ...draft, typeVersion: 1 }, { head, placement }, (text) => {
      const hash = sha256(text);
      texts.set(hash, text);
      return hash;
    });
    head = { seq: event.envelope.seq, hash: event.envelope.hash };
    events.push(event);
  }
  const settleAt = settleAtOf({
    receivedAt: writing.now,
    at: writing.now,
    hqFloor: writing.now,
    previousSettleAt: log.last_settle_at,
    referredSettleAt: null,
  });
  await insertEvents(
    trx,
    events.map((event) => rowOf(event, settleAt, must(texts.get(event.envelope.hash), 'the text of an event'))),
  );
  await insertPrivateParts(trx, writing.cipher, events);
  await write(trx, SAVE_HEAD, { incarnation: log.incarnation, ...head, hlc, settleAt });
  return fresh;
}

type EventRow = Omit<Insertable<HqSchema['event']>, 'gseq'>;

/** Inserts events in the given order with the next numbers of HQ's order. */
async function insertEvents(trx: Transaction<HqSchema>, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return;
  const first = await takeGseqs(trx, rows.length);
  for (const chunk of chunksOf(
    rows.map((row, i) => ({ gseq: first + i, ...row })),
    15,
  )) {
    await trx.insertInto('event').values(chunk).execute();
  }
}

/** Keeps personal parts sealed. */
async function insertPrivateParts(trx: Transaction<HqSchema>, cipher: FieldCipher, events: readonly LoggedEvent[]): Promise<void> {
  const rows = events.flatMap(({ envelope, private: part }) =>
    part === null ? [] : [{ event_id: envelope.id, salt: part.salt, sealed: cipher.encrypt(canonicalJson(part.data)), erased_at: null }],
  );
  for (const chunk of chunksOf(rows, 4)) await trx.insertInto('event_private').values(chunk).execute();
  const subjects = events.flatMap(({ envelope, private: part }) => {
    const member = part === null ? null : subjectOf(envelope);
    return member === null ? [] : [{ event_id: envelope.id, member_id: member }];
  });
  for (const chunk of chunksOf(subjects, 2)) await trx.insertInto('private_subject').values(chunk).execute();
}

/** Whom the personal part of an event is about; null when its body does not say. */
export function subjectOf({ type, body }: Pick<Envelope, 'type' | 'body'>): MemberId | null {
  const named = type === 'record_saved' && body['topic'] === 'member' ? body['key'] : body['memberId'];
  const member = typeof named === 'string' ? parseMemberId(named) : null;
  return member?.ok === true ? member.value : null;
}

/** HQ's history epoch: the incarnation of its own log. */
export async function getHistoryEpoch(db: Kysely<HqSchema>): Promise<Incarnation> {
  return (await getOpenLog(db)).incarnation;
}

const OPEN_LOG = statement((sql) =>
  sql.selectFrom('incarnation').selectAll().where('branch_id', '=', HQ_BRANCH).where('state', '=', 'active'),
);

/** The row of HQ's own log; its incarnation is the history epoch. */
export async function getOpenLog(db: Kysely<HqSchema>): Promise<Selectable<HqSchema['incarnation']>> {
  const rows = await rowsOf(db, OPEN_LOG, {});
  assert(rows.length === 1, 'HQ has exactly one open log');
  return must(rows[0], 'the open log of HQ');
}

const KNOWN = statement((sql, { ids }: { readonly ids: readonly EventId[] }) =>
  sql.selectFrom('event').select('event_id').where('event_id', 'in', ids),
);

async function withoutKnown(trx: Transaction<HqSchema>, drafts: readonly HqEventDraft[]): Promise<readonly HqEventDraft[]> {
  const fresh = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const ids of chunksOf([...fresh.keys()], 1)) {
    const known = await rowsOf(trx, KNOWN, { ids });
    for (const { event_id } of known) fresh.delete(event_id);
  }
  return [...fresh.values()];
}

function rowOf({ envelope }: LoggedEvent, settleAt: UnixMs, content: string): EventRow {
  return {
    event_id: envelope.id,
    branch_id: envelope.branch,
    incarnation: envelope.incarnation,
    seq: envelope.seq,
    prev_hash: envelope.prevHash,
    hash: envelope.hash,
    at: envelope.at,
    received_at: envelope.at,
    settle_at: settleAt,
    type: envelope.type,
    type_version: envelope.typeVersion,
    disposition: 'applied',
    code: null,
    content,
  };
}
