import type { FieldCipher } from '@jifen/platform';
import type { FeedRow } from '@jifen/sync';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

/** The tables that a tombstone of the feed empties, by topic. */
const TABLES = {
  member: 'member',
  product: 'product',
  reward: 'reward',
  branch: 'branch',
  staff: 'staff',
  notice: 'notice',
} as const;
export type RemovableTopic = keyof typeof TABLES;

export function deleteRecord(trx: BranchTrx, topic: RemovableTopic, key: string): void {
  trx.run(trx.sql.deleteFrom(TABLES[topic]).where((where) => where(where.cast<string>('id', 'text'), '=', key)));
}

/** Keeps a row that this build cannot read, sealed: it may be about anybody. The newest of a key replaces the one before. */
export function keepUnknown(
  trx: BranchTrx,
  cipher: FieldCipher,
  { topic, key, gseq, data }: Pick<FeedRow, 'topic' | 'key' | 'gseq' | 'data'>,
): void {
  const columns = { gseq, data: data === null ? null : cipher.encrypt(JSON.stringify(data)) };
  trx.run(
    trx.sql
      .insertInto('feed_pending')
      .values({ topic, key, ...columns })
      .onConflict((conflict) => conflict.columns(['topic', 'key']).doUpdateSet(columns)),
  );
}

const DROP_UNKNOWN = statement((sql, { topic, key }: Pick<FeedRow, 'topic' | 'key'>) =>
  sql.deleteFrom('feed_pending').where('topic', '=', topic).where('key', '=', key),
);

/** A row that could be read replaces what was kept of it. */
export function dropUnknown(trx: BranchTrx, { topic, key }: Pick<FeedRow, 'topic' | 'key'>): void {
  trx.run(DROP_UNKNOWN, { topic, key });
}

const UNKNOWN_RECORDS = statement((sql) => sql.selectFrom('feed_pending').select(['topic', 'key']));

/** Of which records something could not be read so far. */
export function listUnknownRecords(db: BranchDb): readonly Pick<FeedRow, 'topic' | 'key'>[] {
  return db.all(UNKNOWN_RECORDS, {});
}

const UNKNOWN = statement((sql) => sql.selectFrom('feed_pending').selectAll().orderBy('gseq'));

/** What could not be read so far, in the order in which it came; without what a lost key sealed, which HQ sends again. */
export function listUnknown(db: BranchDb, cipher: FieldCipher): FeedRow[] {
  return db.all(UNKNOWN, {}).flatMap(({ topic, key, gseq, data }) => {
    const plain = data === null ? 'null' : openKept(cipher, data);
    if (plain === null) return [];
    const parsed: FeedRow['data'] = JSON.parse(plain);
    return [{ topic, key, gseq, data: parsed }];
  });
}

/** Rows that builds before 0150 kept lie there as they came. */
function openKept(cipher: FieldCipher, data: string): string | null {
  return data.startsWith('{') ? data : cipher.open(data);
}
