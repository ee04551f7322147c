import type { AppliedResponse, ExchangeRequest, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqSchema } from '../../store/schema.ts';
import type { FeedReader } from './feed-reader.ts';
import { findForgotten } from './forget.ts';
import { readFeedPage } from './read-feed-page.ts';
import { listRereads } from './reread-list.ts';
import { rowOf, statement, write } from '../../store/statement.ts';

type FeedAnswer = Pick<AppliedResponse, 'feed' | 'cursor' | 'hasMore' | 'isCursorGone' | 'feedHead' | 'dispositions'>;

/**
 * The next page of the feed for a till, and what became of its events that were read later than they came. A cursor that stands before
 * tombstones which are forgotten is gone: the till has to read everything anew. One of version 1 cannot do that: it reads on and keeps what
 * was deleted meanwhile, until it speaks a later version.
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

const READER = statement((sql, { branch, incarnation }: Writer) =>
  sql.selectFrom('feed_reader').selectAll().where('branch_id', '=', branch).where('incarnation', '=', incarnation),
);
type Reading = Pick<HqSchema['feed_reader'], 'branch_id' | 'incarnation' | 'cursor' | 'base'>;
const SAVE_READER = statement((sql, { branch_id, incarnation, cursor, base }: Reading) =>
  sql
    .insertInto('feed_reader')
    .values({ branch_id, incarnation, cursor, base })
    .onConflict((conflict) => conflict.columns(['branch_id', 'incarnation']).doUpdateSet({ cursor, base })),
);

/**
 * Notes how far the till has read; true when it has to begin anew. The place at which it missed something stays until it does: a till of
 * version 1 that read on past it is told as soon as it speaks a version that can.
 */
async function noteReader(trx: Transaction<HqSchema>, { branch, incarnation }: Writer, cursor: number): Promise<boolean> {
  const known = await rowOf(trx, READER, { branch, incarnation });
  const forgotten = await findForgotten(trx);
  const base = cursor === 0 ? forgotten : (known?.base ?? 0);
  const least = Math.min(cursor, known?.cursor ?? cursor);
  const isGone = cursor > 0 && least < forgotten && base < forgotten;
  const place = isGone ? least : cursor;
  if (known?.cursor !== place || known.base !== base) {
    await write(trx, SAVE_READER, { branch_id: branch, incarnation, cursor: place, base });
  }
  return isGone;
}
