import { HQ_BRANCH, type EventId } from '@jifen/core';
import type { HqEventType } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type StoredContent = {
  readonly gseq: number;
  readonly eventId: EventId;
  readonly type: string;
  readonly at: number;
  readonly content: string;
};

/** HQ's own events of some types, newest first. */
export async function listHqEvents(
  db: Kysely<HqSchema>,
  types: readonly HqEventType[],
  { limit, after }: PageRequest,
): Promise<readonly StoredContent[]> {
  let query = db.selectFrom('event').where('branch_id', '=', HQ_BRANCH).where('type', 'in', types);
  if (after !== null) query = query.where('gseq', '<', Number(after.after));
  const rows = await query
    .select(['gseq', 'event_id', 'type', 'at', 'content'])
    .orderBy('gseq', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(({ event_id: eventId, ...row }) => ({ ...row, eventId }));
}
