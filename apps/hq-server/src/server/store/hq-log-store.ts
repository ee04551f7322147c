import { assert, type UnixMs } from '@jifen/core';
import { type FieldCipher, sha256 } from '@jifen/platform';
import {
  canonicalJson,
  checkLink,
  type Envelope,
  type LoggedEvent,
  type LogHead,
  type LogStore,
  mergeRights,
  NO_RIGHTS,
  type RightsRow,
  type RightsStore,
  type Writer,
} from '@jifen/sync';
import type { Kysely, Transaction } from 'kysely';
import type { OpenedStore } from './dialect/dialect.ts';
import { takeGseqs } from './gseq.ts';
import type { HqSchema } from './schema.ts';
import { inTransaction } from './transaction.ts';

export type HqLogStoreOptions = { readonly writer: Writer; readonly cipher: FieldCipher; readonly clock: () => UnixMs };

/** HQ's side of what the exchange needs of a store, for one incarnation that HQ knows. It books nothing. */
export function createHqLogStore(store: OpenedStore, { writer, cipher, clock }: HqLogStoreOptions): LogStore & RightsStore {
  const { db } = store;
  return {
    readHead: () => getHead(db, writer),
    append: (events) => inTransaction(store, (trx) => append(trx, events, { writer, cipher, clock })),
    readAfter: async (afterSeq, limit) => {
      const rows = await eventsOf(db, writer).where('seq', '>', afterSeq).orderBy('seq').limit(limit).execute();
      return rows.map((row) => eventOf(row, cipher));
    },
    findById: async (id) => {
      const row = await eventsOf(db, writer).where('event.event_id', '=', id).executeTakeFirst();
      return row === undefined ? null : eventOf(row, cipher);
    },
    erasePrivate: async (id) => {
      const erased = { salt: null, sealed: null, erased_at: clock() };
      await inTransaction(store, async (trx) => {
        await trx.updateTable('event_private').set(erased).where('event_id', '=', id).execute();
      });
    },
    listRights: async (member) =>
      (await rightsOf(db, writer).where('member_id', '=', member).orderBy('vintage').execute()).map(rightsRowOf),
    findRights: async ({ member, vintage }) => {
      const row = await rightsOf(db, writer).where('member_id', '=', member).where('vintage', '=', vintage).executeTakeFirst();
      return row === undefined ? null : rightsRowOf(row);
    },
    mergeRights: (rows) => inTransaction(store, (trx) => merge(trx, store, { writer, rows })),
  };
}

async function getHead(db: Kysely<HqSchema>, { branch, incarnation }: Writer): Promise<LogHead> {
  const row = await db
    .selectFrom('incarnation')
    .select(['last_seq', 'last_hash'])
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirstOrThrow();
  return { seq: row.last_seq, hash: row.last_hash };
}

async function append(
  trx: Transaction<HqSchema>,
  events: readonly LoggedEvent[],
  { writer, cipher, clock }: HqLogStoreOptions,
): Promise<void> {
  let head = await getHead(trx, writer);
  for (const event of events) {
    const link = checkLink(head, event, sha256);
    assert(link.ok, `the log refuses event ${event.envelope.seq}: ${link.ok ? '' : link.error.code}`);
    head = link.value;
    await insertEvent(trx, event, { cipher, now: clock() });
  }
  await trx
    .updateTable('incarnation')
    .set({ last_seq: head.seq, last_hash: head.hash })
    .where('branch_id', '=', writer.branch)
    .where('incarnation', '=', writer.incarnation)
    .execute();
}

type Inserting = { readonly cipher: FieldCipher; readonly now: UnixMs };

async function insertEvent(
  trx: Transaction<HqSchema>,
  { envelope, private: part }: LoggedEvent,
  { cipher, now }: Inserting,
): Promise<void> {
  const { hash, ...content } = envelope;
  await trx
    .insertInto('event')
    .values({
      gseq: await takeGseqs(trx, 1),
      event_id: envelope.id,
      branch_id: envelope.branch,
      incarnation: envelope.incarnation,
      seq: envelope.seq,
      prev_hash: envelope.prevHash,
      hash,
      at: envelope.at,
      received_at: now,
      settle_at: now,
      type: envelope.type,
      type_version: envelope.typeVersion,
      disposition: 'applied',
      code: null,
      content: canonicalJson(content),
    })
    .execute();
  if (part === null) return;
  const sealed = cipher.encrypt(canonicalJson(part.data));
  await trx.insertInto('event_private').values({ event_id: envelope.id, salt: part.salt, sealed, erased_at: null }).execute();
}

function eventsOf(db: Kysely<HqSchema>, { branch, incarnation }: Writer) {
  return db
    .selectFrom('event')
    .leftJoin('event_private', 'event_private.event_id', 'event.event_id')
    .select(['event.content', 'event.hash', 'event_private.salt', 'event_private.sealed'])
    .where('event.branch_id', '=', branch)
    .where('event.incarnation', '=', incarnation);
}

type EventColumns = { readonly content: string; readonly hash: string; readonly salt: string | null; readonly sealed: string | null };

function eventOf({ content, hash, salt, sealed }: EventColumns, cipher: FieldCipher): LoggedEvent {
  const open: Omit<Envelope, 'hash'> = JSON.parse(content);
  const part = salt === null || sealed === null ? null : { salt, data: JSON.parse(cipher.decrypt(sealed)) };
  return { envelope: { ...open, hash }, private: part };
}

function rightsOf(db: Kysely<HqSchema>, { branch, incarnation }: Writer) {
  return db.selectFrom('rights').selectAll().where('branch_id', '=', branch).where('incarnation', '=', incarnation);
}

function rightsRowOf(row: HqSchema['rights']): RightsRow {
  const { granted, earned, restored, spent, clawed, returned } = row;
  return { member: row.member_id, vintage: row.vintage, granted, earned, restored, spent, clawed, returned };
}

type Merge = { readonly writer: Writer; readonly rows: readonly RightsRow[] };

async function merge(trx: Transaction<HqSchema>, { bulk }: OpenedStore, { writer, rows }: Merge): Promise<void> {
  for (const { member, vintage, ...counters } of rows) {
    const known = await rightsOf(trx, writer).where('member_id', '=', member).where('vintage', '=', vintage).executeTakeFirst();
    const merged = mergeRights(known === undefined ? NO_RIGHTS : rightsRowOf(known), counters);
    const { granted, earned, restored, spent, clawed, returned } = merged;
    const key = { member_id: member, vintage, branch_id: writer.branch, incarnation: writer.incarnation };
    await bulk.put(trx, 'rights', [{ ...key, granted, earned, restored, spent, clawed, returned, reported: known?.reported ?? 0 }]);
  }
}
