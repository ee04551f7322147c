import { parseEventId } from '@jifen/core';
import type { FeedData } from '@jifen/sync';
import { loadByKeys } from '../../store/bulk.ts';
import type { RecordReader } from './feed-reader.ts';
import { idsOf } from './keys.ts';

/** Notices for all branches or for the asking one; a withdrawn one is a tombstone. */
export const readNotices: RecordReader = async ({ db, till }, keys) => {
  const rows = await loadByKeys(idsOf(keys, parseEventId), (list) =>
    db
      .selectFrom('notice')
      .selectAll()
      .where('notice_id', 'in', list)
      .where('is_withdrawn', '=', 0)
      .where((where) => where.or([where('branch_id', 'is', null), where('branch_id', '=', till.branch)]))
      .execute(),
  );
  return new Map(
    rows.map((row): [string, FeedData<'notice'>] => [
      row.notice_id,
      { id: row.notice_id, title: row.title, text: row.text, publishedAt: row.published_at, until: row.until },
    ]),
  );
};
