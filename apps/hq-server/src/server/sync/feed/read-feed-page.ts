import type { BranchId } from '@jifen/core';
import { type FeedRow, type FeedTopic, isFeedTopic } from '@jifen/sync';
import { readOrders } from '../../order/order-rows.ts';
import type { FeedReader, FeedRecord, RecordReader } from './feed-reader.ts';
import { readMembers, readSummaries } from './member-rows.ts';
import { readNotices } from './notice-rows.ts';
import { readBranches, readLinks, readProducts, readRewards, readRules, readStaff } from './reference-rows.ts';
import { readChainSettings } from './setting-rows.ts';
import { rowsOf, statement } from '../../store/statement.ts';

export type FeedPage = { readonly feed: FeedRow[]; readonly cursor: number; readonly hasMore: boolean };
export type FeedQuery = { readonly cursor: number; readonly limit: number };
const READERS: { readonly [Topic in FeedTopic]: RecordReader } = {
  member: readMembers,
  summary: readSummaries,
  product: readProducts,
  reward: readRewards,
  rule: readRules,
  branch: readBranches,
  staff: readStaff,
  link: readLinks,
  setting: readChainSettings,
  order: readOrders,
  notice: readNotices,
};

const EVERY_BRANCH: BranchId | '' = '';

type Part = { readonly cursor: number; readonly branch: BranchId; readonly limit: number };
const PAGE = statement((sql, { cursor, branch, limit }: Part) =>
  sql
    .selectFrom('feed')
    .select(['gseq', 'topic', 'key'])
    .where('gseq', '>', cursor)
    .where('branch_id', 'in', [EVERY_BRANCH, branch])
    .orderBy('gseq')
    .limit(limit),
);

/** What changed after `cursor` for this branch, in HQ's order, each record once and in its present state. */
export async function readFeedPage(reader: FeedReader, { cursor, limit }: FeedQuery): Promise<FeedPage> {
  if (limit === 0) return { feed: [], cursor, hasMore: false };
  const found = await rowsOf(reader.db, PAGE, { cursor, branch: reader.till.branch, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const recordsByTopic = new Map<string, ReadonlyMap<string, FeedRecord>>();
  for (const topic of new Set(rows.map((row) => row.topic))) {
    const keys = rows.filter((row) => row.topic === topic).map((row) => row.key);
    if (isFeedTopic(topic)) recordsByTopic.set(topic, await READERS[topic](reader, keys));
  }
  return {
    feed: rows.map(({ gseq, topic, key }) => ({ gseq, topic, key, data: recordsByTopic.get(topic)?.get(key) ?? null })),
    cursor: rows.at(-1)?.gseq ?? cursor,
    hasMore: found.length > limit,
  };
}
