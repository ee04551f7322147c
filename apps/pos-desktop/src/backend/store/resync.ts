import type { MemberId } from '@jifen/core';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

const IS_RUNNING = statement((from) => from.selectFrom('resync').select('is_running'));

export function isResyncing(db: BranchDb): boolean {
  return db.first(IS_RUNNING, {})?.is_running === 1;
}

/** From now on what the feed mentions is marked; marks of a reading that was broken off do not count. */
export function startResync(trx: BranchTrx): void {
  trx.run(trx.sql.deleteFrom('feed_mark'));
  trx.run(trx.sql.updateTable('resync').set({ is_running: 1 }));
}

export function endResync(trx: BranchTrx): void {
  trx.run(trx.sql.deleteFrom('feed_mark'));
  trx.run(trx.sql.updateTable('resync').set({ is_running: 0 }));
}

export function markRead(trx: BranchTrx, topic: string, key: string): void {
  trx.run(
    trx.sql
      .insertInto('feed_mark')
      .values({ topic, key })
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Whether anything of a feed is here at all: a new till has nothing that HQ could have deleted. */
export function hasFeedRecords(db: BranchDb): boolean {
  const [member, branch] = [db.sql.selectFrom('member').select('id').limit(1), db.sql.selectFrom('branch').select('id').limit(1)];
  return db.first(member) !== undefined || db.first(branch) !== undefined;
}

/** Where the records of a topic lie, and by what they are found. */
const PLACES = {
  member: ['member', 'id'],
  summary: ['member_summary', 'member_id'],
  link: ['link', 'member_id'],
  product: ['product', 'id'],
  reward: ['reward', 'id'],
  branch: ['branch', 'id'],
  staff: ['staff', 'id'],
} as const;
export type SweptTopic = keyof typeof PLACES;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of an object that has no others
export const SWEPT_TOPICS = Object.keys(PLACES) as SweptTopic[];

/** Keys of a topic that the feed did not mention. */
export function listUnmarked(db: BranchDb, topic: SweptTopic): string[] {
  const [table, column] = PLACES[topic];
  const marked = db.sql.selectFrom('feed_mark').select('key').where('topic', '=', topic);
  const rows = db.all(
    db.sql
      .selectFrom(sql<{ key: string }>`(select ${sql.ref(column)} as key from ${sql.table(table)})`.as('record'))
      .select('record.key')
      .where('record.key', 'not in', marked),
  );
  return rows.map(({ key }) => key);
}

/** Rows that this build cannot read and that the feed did not mention again. */
export function dropUnmarkedUnknown(trx: BranchTrx): void {
  trx.run(
    trx.sql
      .deleteFrom('feed_pending')
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('feed_mark')
              .select('feed_mark.key')
              .whereRef('feed_mark.topic', '=', 'feed_pending.topic')
              .whereRef('feed_mark.key', '=', 'feed_pending.key'),
          ),
        ),
      ),
  );
}

/** Members who were registered here and of whom HQ may not have heard: in this life beyond `ackedSeq`, in earlier ones beyond what HQ has. */
export function listUnheardMembers(db: BranchDb, ackedSeq: number): ReadonlySet<MemberId> {
  const rows = db.all(
    db.sql
      .selectFrom('log')
      .leftJoin('past_life', 'past_life.incarnation_no', 'log.incarnation_no')
      .select('log.member_id')
      .where('log.type', '=', sql.lit('member_registered'))
      .where((where) => where('log.seq', '>', where.fn.coalesce(where.ref('past_life.acked_seq'), where.val(ackedSeq)))),
  );
  return new Set(rows.flatMap(({ member_id }) => member_id ?? []));
}
