import type { AppliedResponse, ExchangeRequest, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqSchema } from '../../store/schema.ts';
import type { FeedReader } from './feed-reader.ts';
import { findForgotten } from './forget.ts';
import { readFeedPage } from './read-feed-page.ts';
import { listRereads } from './reread-list.ts';

type FeedAnswer = Pick<AppliedResponse, 'feed' | 'cursor' | 'hasMore' | 'isCursorGone' | 'feedHead' | 'dispositions'>;

/**
 * The next page of the feed for a till, and what became of its events that were read later than they came. A cursor that stands before
 * tombstones which are forgotten is gone: the till has to read everything anew. One of version 1 cannot do that and reads on; it keeps
 * what was deleted meanwhile.
 */
export async function answerFeed(
  trx: Transaction<HqSchema>,
  reader: FeedReader,
  request: Pick<ExchangeRequest, 'cursor' | 'feedLimit' | 'protocol'>,
): Promise<FeedAnswer> {
  const { cursor, feedLimit } = request;
  if (feedLimit === 0) return { feed: [], cursor, hasMore: false, isCursorGone: false, feedHead: 0, dispositions: [] };
  const isGone = await noteReader(trx, reader.till, cursor);
  const rereads = await listRereads(trx, reader.till, cursor);
  if (isGone && request.protocol >= 2)
    return { feed: [], cursor, hasMore: false, isCursorGone: true, feedHead: 0, dispositions: rereads.told };
  const page = await readFeedPage(reader, { cursor, limit: feedLimit });
  // All up to here was told: the till's next cursor says that it has it.
  const told = page.hasMore ? page.cursor : Math.max(page.cursor, rereads.upTo);
  const feedHead = page.hasMore ? await getFeedHead(trx) : 0;
  return { ...page, cursor: told, isCursorGone: false, feedHead, dispositions: rereads.told };
}

async function getFeedHead(trx: Transaction<HqSchema>): Promise<number> {
  const last = await trx.selectFrom('feed').select('gseq').orderBy('gseq', 'desc').limit(1).executeTakeFirst();
  return last?.gseq ?? 0;
}

/** Notes how far the till has read; true when it has to begin anew. */
async function noteReader(trx: Transaction<HqSchema>, { branch, incarnation }: Writer, cursor: number): Promise<boolean> {
  const known = await trx
    .selectFrom('feed_reader')
    .selectAll()
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirst();
  const forgotten = await findForgotten(trx);
  const base = cursor === 0 ? forgotten : (known?.base ?? 0);
  if (known?.cursor !== cursor || known.base !== base) {
    const columns = { cursor, base };
    await trx
      .insertInto('feed_reader')
      .values({ branch_id: branch, incarnation, ...columns })
      .onConflict((conflict) => conflict.columns(['branch_id', 'incarnation']).doUpdateSet(columns))
      .execute();
  }
  return cursor > 0 && cursor < forgotten && base < forgotten;
}
