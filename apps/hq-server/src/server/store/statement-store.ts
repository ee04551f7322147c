import type { EventId, MemberId, UnixMs } from '@jifen/core';
import type { Kysely, Selectable } from 'kysely';
import { keysetId, keysetValue, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type StatementRow = Omit<Selectable<HqSchema['entry']>, 'member_id'>;
export type ExplainingEvent = { readonly eventId: EventId; readonly type: string; readonly typeVersion: number; readonly content: string };

/** What changed the points or experience of a member, newest first; one row per event, over all linked ids. */
export async function listStatement(
  db: Kysely<HqSchema>,
  members: readonly MemberId[],
  { limit, after }: PageRequest,
): Promise<readonly StatementRow[]> {
  let query = db.selectFrom('entry').where('member_id', 'in', members);
  if (after !== null) {
    const at = keysetValue<UnixMs>(after);
    query = query
      .where('at', '<=', at)
      .where((eb) => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('event_id', '<', keysetId<EventId>(after))])]));
  }
  const rows = await query
    .groupBy(['at', 'event_id', 'kind', 'branch_id', 'reference_id'])
    .select((eb) => [
      'at',
      'event_id',
      'kind',
      'branch_id',
      'reference_id',
      eb.fn.sum<number | string>('points').as('points'),
      eb.fn.sum<number | string>('experience').as('experience'),
    ])
    .orderBy('at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({ ...row, points: Number(row.points), experience: Number(row.experience) }));
}

export async function listExplainingEvents(db: Kysely<HqSchema>, events: readonly EventId[]): Promise<readonly ExplainingEvent[]> {
  if (events.length === 0) return [];
  const rows = await db
    .selectFrom('event')
    .where('event_id', 'in', events)
    .select(['event_id', 'type', 'type_version', 'content'])
    .execute();
  return rows.map((row) => ({ eventId: row.event_id, type: row.type, typeVersion: row.type_version, content: row.content }));
}
