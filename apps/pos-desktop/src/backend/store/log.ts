import { assert, type EventId, type MemberId, type UnixMs } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import {
  canonicalJson,
  ENVELOPE_VERSION,
  type Envelope,
  GENESIS_HASH,
  type Hash,
  type Hlc,
  type LoggedEvent,
  type LogHead,
  type PrivatePart,
  type Writer,
  ZERO_HLC,
} from '@jifen/sync';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { flagOf, type LogRow } from './schema.ts';
import { statement } from './statement.ts';

/** One incarnation's log in the branch's file. Private parts lie beside it, sealed. */
export type Log = { readonly no: number; readonly writer: Writer; readonly cipher: FieldCipher };

/** A log as far as it is only read. */
type ReadLog = Omit<Log, 'cipher'> & { readonly cipher: Pick<FieldCipher, 'open'> };

type PrivateColumns = { readonly salt: string | null; readonly sealed: string | null };

type OfLog = Pick<Log, 'no'>;
type PlaceInLog = OfLog & { readonly seq: number };
const TAIL = statement((from, { no }: OfLog) =>
  from.selectFrom('log').select(['seq', 'hash', 'hlc']).where('incarnation_no', '=', no).orderBy('seq', 'desc').limit(1),
);
const HASH = statement((from, { no, seq }: PlaceInLog) =>
  from.selectFrom('log').select('hash').where('incarnation_no', '=', no).where('seq', '=', seq),
);
const SEQ = statement((from, { id }: { readonly id: EventId }) => from.selectFrom('log').select('seq').where('id', '=', id));
const EVENTS_AFTER = statement((from, { no, afterSeq, limit }: OfLog & { readonly afterSeq: number; readonly limit: number }) =>
  from
    .selectFrom('log')
    .leftJoin('event_private', 'event_private.event_id', 'log.id')
    .selectAll('log')
    .select(['event_private.salt', 'event_private.sealed'])
    .where('incarnation_no', '=', no)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit),
);
const INSERT_EVENT = statement((into, row: LogRow) => into.insertInto('log').values(row));

const LAST_TYPE = statement((from, { no }: OfLog) =>
  from.selectFrom('log').select('type').where('incarnation_no', '=', no).orderBy('seq', 'desc').limit(1),
);

/** Whether the life of this log was closed in good order: nothing comes after its farewell. */
export function hasSaidFarewell(db: BranchDb, log: OfLog): boolean {
  return db.first(LAST_TYPE, log)?.type === 'incarnation_closed';
}

/** The head with the stamp of the last event, for whoever writes the next. */
export function findTail(db: BranchDb, { no }: OfLog): LogHead & { readonly hlc: Hlc } {
  return db.first(TAIL, { no }) ?? { seq: 0, hash: GENESIS_HASH, hlc: ZERO_HLC };
}

export function findHead(db: BranchDb, log: OfLog): LogHead {
  const { seq, hash } = findTail(db, log);
  return { seq, hash };
}

/** The hash of an event of this log; undefined when there is none. */
export function findHash(db: BranchDb, { no }: OfLog, seq: number): Hash | undefined {
  return db.first(HASH, { no, seq })?.hash;
}

/** What this life's events of a type say after a seq. */
export function listBodiesAfter(db: BranchDb, { no }: OfLog, { afterSeq, type }: { afterSeq: number; type: string }): Envelope['body'][] {
  const rows = db.all(
    db.sql.selectFrom('log').select('body').where('incarnation_no', '=', no).where('seq', '>', afterSeq).where('type', '=', type),
  );
  return rows.map(({ body }): Envelope['body'] => JSON.parse(body));
}

/** When an event was written; null when there is none. */
export function findTime(db: BranchDb, { no }: Log, seq: number): UnixMs | null {
  return db.first(db.sql.selectFrom('log').select('at').where('incarnation_no', '=', no).where('seq', '=', seq))?.at ?? null;
}

export function hasEvent(db: BranchDb, id: EventId): boolean {
  return db.first(SEQ, { id }) !== undefined;
}

/** In which life of this file an event was written; null when there is none. */
export function findLifeOf(db: BranchDb, id: EventId): number | null {
  return db.first(db.sql.selectFrom('log').select('incarnation_no').where('id', '=', id))?.incarnation_no ?? null;
}

/** Events with `seq > afterSeq`, in order, at most `limit`. */
export function listEventsAfter(db: BranchDb, log: ReadLog, { afterSeq, limit }: { afterSeq: number; limit: number }): LoggedEvent[] {
  return db.all(EVENTS_AFTER, { no: log.no, afterSeq, limit }).map((row) => eventOf(log, row));
}

export function findEvent(db: BranchDb, log: Log, id: EventId): LoggedEvent | null {
  const row = db.first(
    db.sql
      .selectFrom('log')
      .leftJoin('event_private', 'event_private.event_id', 'log.id')
      .selectAll('log')
      .select(['event_private.salt', 'event_private.sealed'])
      .where('id', '=', id)
      .where('incarnation_no', '=', log.no),
  );
  return row === undefined ? null : eventOf(log, row);
}

/** What an event said, without its place in the chain; of any life of this file. */
export type LoggedFact = Pick<Envelope, 'type' | 'typeVersion' | 'body' | 'at' | 'staff'> & {
  readonly memberId: MemberId | null;
  readonly personal: PrivatePart['data'] | null;
};

export function findFact(db: BranchDb, cipher: FieldCipher, id: EventId): LoggedFact | null {
  const row = db.first(
    db.sql
      .selectFrom('log')
      .leftJoin('event_private', 'event_private.event_id', 'log.id')
      .select(['type', 'type_version', 'body', 'at', 'staff', 'member_id', 'event_private.salt', 'event_private.sealed'])
      .where('id', '=', id),
  );
  if (row === undefined) return null;
  const body: Envelope['body'] = JSON.parse(row.body);
  const { type, type_version: typeVersion, at, staff, member_id: memberId } = row;
  return { type, typeVersion, body, at, staff, memberId, personal: privateOf(cipher, row)?.data ?? null };
}

/** An event about to be written behind `head`; `memberId` is whom it is about. */
export type NextEvent = { readonly event: LoggedEvent; readonly head: LogHead; readonly memberId: MemberId | null };

/** Puts an event at the end. Throws when it does not follow the head. */
export function insertEvent(trx: BranchTrx, log: Log, { event, head, memberId }: NextEvent): void {
  const { envelope } = event;
  assert(envelope.seq === head.seq + 1, `event ${envelope.seq} does not follow ${head.seq}`);
  assert(envelope.prevHash === head.hash, `event ${envelope.seq} is of another chain`);
  assert(envelope.branch === log.writer.branch && envelope.incarnation === log.writer.incarnation, 'an event of this log');
  trx.run(INSERT_EVENT, rowOf(log.no, envelope, memberId));
  if (event.private !== null) insertPrivate(trx, log, { id: envelope.id, part: event.private });
}

export function erasePrivate(trx: BranchTrx, id: EventId): void {
  trx.run(trx.sql.deleteFrom('event_private').where('event_id', '=', id));
}

/** Deletes what is personal in the events about a member, in every life of this file. */
export function erasePrivateOf(trx: BranchTrx, member: MemberId): void {
  const about = trx.sql.selectFrom('log').select('id').where('member_id', '=', member);
  trx.run(trx.sql.deleteFrom('event_private').where('event_id', 'in', about));
}

/** Personal parts of events that name no member. */
export function listNamelessPersonal(
  db: BranchDb,
  cipher: FieldCipher,
): readonly { readonly id: EventId; readonly data: PrivatePart['data'] }[] {
  const rows = db.all(
    db.sql
      .selectFrom('event_private')
      .innerJoin('log', 'log.id', 'event_private.event_id')
      .select(['log.id', 'event_private.salt', 'event_private.sealed'])
      .where('log.member_id', 'is', null),
  );
  return rows.flatMap((row) => {
    const part = privateOf(cipher, row);
    return part === null ? [] : [{ id: row.id, data: part.data }];
  });
}

/** Private parts with a credential leave once HQ holds them in a copy outside its box. */
export function eraseCredentials(trx: BranchTrx, log: Log, safeSeq: number): void {
  const safe = trx.all(
    trx.sql
      .selectFrom('event_private')
      .innerJoin('log', 'log.id', 'event_private.event_id')
      .select('event_private.event_id')
      .where('has_credential', '=', sql.lit(1))
      .where('incarnation_no', '=', log.no)
      .where('seq', '<=', safeSeq),
  );
  for (const row of safe) erasePrivate(trx, row.event_id);
}

function insertPrivate(trx: BranchTrx, log: Log, { id, part }: { id: EventId; part: PrivatePart }): void {
  const sealed = log.cipher.encrypt(canonicalJson(part.data));
  const hasCredential = typeof part.data['credentialHash'] === 'string';
  trx.run(trx.sql.insertInto('event_private').values({ event_id: id, salt: part.salt, sealed, has_credential: flagOf(hasCredential) }));
}

function rowOf(no: number, envelope: Envelope, memberId: MemberId | null): LogRow {
  const { id, seq, hash, at, hlc, terminal, staff, type, body } = envelope;
  return {
    incarnation_no: no,
    seq,
    id,
    prev_hash: envelope.prevHash,
    hash,
    at,
    hlc,
    hq_floor: envelope.hqFloor,
    terminal,
    staff,
    type,
    type_version: envelope.typeVersion,
    postings: canonicalJson(envelope.postings),
    body: canonicalJson(body),
    member_id: memberId,
    receipt_no: typeof body['receiptNo'] === 'string' ? body['receiptNo'] : null,
  };
}

function eventOf(log: ReadLog, row: LogRow & PrivateColumns): LoggedEvent {
  const postings: Envelope['postings'] = JSON.parse(row.postings);
  const body: Envelope['body'] = JSON.parse(row.body);
  const envelope: Envelope = {
    ev: ENVELOPE_VERSION,
    id: row.id,
    ...log.writer,
    seq: row.seq,
    prevHash: row.prev_hash,
    hash: row.hash,
    at: row.at,
    hlc: row.hlc,
    hqFloor: row.hq_floor,
    terminal: row.terminal,
    staff: row.staff,
    type: row.type,
    typeVersion: row.type_version,
    postings,
    body,
  };
  return { envelope, private: privateOf(log.cipher, row) };
}

/** What cannot be opened, because the till lost the key, is like erased: the chain commits to it and stays true. */
function privateOf(cipher: ReadLog['cipher'], { salt, sealed }: PrivateColumns): PrivatePart | null {
  const plain = sealed === null ? null : cipher.open(sealed);
  if (salt === null || plain === null) return null;
  const data: PrivatePart['data'] = JSON.parse(plain);
  return { salt, data };
}
