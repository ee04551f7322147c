import { must, parseEventId, type EventId, type StaffId, type UnixMs } from '@jifen/core';
import { uuidAt } from '@jifen/platform';
import type { HqBody, JsonValue } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { type FeedTouch, touchFeed } from '../store/feed.ts';
import { appendHqEvents } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';

/** A change of reference data by a person, as HQ's log tells it. */
export type RecordChange = {
  /** Of the event; made anew when absent. */
  readonly id?: EventId;
  readonly topic: HqBody<'record_saved'>['topic'];
  readonly key: string;
  /** The fields that were written, by the names of the API. */
  readonly fields: readonly string[];
  /** The content, when none of it is personal. */
  readonly data?: JsonValue;
  /** The personal content: it stays beside the chain. */
  readonly personal?: { readonly [key: string]: JsonValue };
  /** Null: HQ itself, or a member about themselves. */
  readonly staff: StaffId | null;
  /** The records that tills must hear of. */
  readonly feed: readonly FeedTouch[];
};

const SALT_BYTES = 16;

/** Writes the change to HQ's log and to the feed. Call it last in the transaction that made the change. */
export async function logRecordSaved(trx: Transaction<HqSchema>, context: HqContext, change: RecordChange): Promise<void> {
  const now = context.clock();
  const data = change.data === undefined ? null : JSON.stringify(change.data);
  await appendHqEvents(trx, { now, cipher: context.cipher }, [
    {
      id: change.id ?? newEventId(context, now),
      type: 'record_saved',
      body: { topic: change.topic, key: change.key, fields: change.fields, data },
      postings: [],
      staff: change.staff,
      private: change.personal === undefined ? null : { salt: newSalt(context), data: change.personal },
    },
  ]);
  await touchFeed(trx, change.feed);
}

export function newEventId({ random }: HqContext, now: UnixMs): EventId {
  const id = parseEventId(uuidAt(now, random));
  return must(id.ok ? id.value : null, 'a new event id');
}

function newSalt({ random }: HqContext): string {
  return Buffer.from(random.bytes(SALT_BYTES)).toString('base64url');
}

/** The names of the fields that a patch gives; what is `undefined` is left as it is. */
export function fieldsOf(patch: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(patch).filter((field) => patch[field] !== undefined);
}
