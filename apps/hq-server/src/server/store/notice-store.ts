import type { EventId } from '@jifen/core';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keysetId, keysetValue, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type NoticeRow = Selectable<HqSchema['notice']>;

/** Newest first, withdrawn ones too. */
export async function listNotices(db: Kysely<HqSchema>, { limit, after }: PageRequest): Promise<readonly NoticeRow[]> {
  let query = db.selectFrom('notice').selectAll();
  if (after !== null) {
    const at = keysetValue<NoticeRow['published_at']>(after);
    query = query
      .where('published_at', '<=', at)
      .where((where) =>
        where.or([
          where('published_at', '<', at),
          where.and([where('published_at', '=', at), where('notice_id', '>', keysetId<EventId>(after))]),
        ]),
      );
  }
  return await query
    .orderBy('published_at', 'desc')
    .orderBy('notice_id')
    .limit(limit + 1)
    .execute();
}

export async function findNotice(db: Kysely<HqSchema>, id: EventId): Promise<NoticeRow | null> {
  return (await db.selectFrom('notice').selectAll().where('notice_id', '=', id).executeTakeFirst()) ?? null;
}

export async function insertNotice(trx: Transaction<HqSchema>, row: NoticeRow): Promise<void> {
  await trx.insertInto('notice').values(row).execute();
}

export async function markWithdrawn(trx: Transaction<HqSchema>, id: EventId): Promise<void> {
  await trx.updateTable('notice').set({ is_withdrawn: 1 }).where('notice_id', '=', id).execute();
}
