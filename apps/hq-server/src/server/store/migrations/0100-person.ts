import { parseMemberId } from '@jifen/core';
import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

/** Who is whose: merges as people said them, erased people, whom a private part is about; and what the feed forgets and reads again. */
export async function createPersonTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'link_edge',
    columns: { member_id: 'text', into_id: 'text', linked_at: 'integer', event_id: 'text' },
    primaryKey: ['member_id'],
    indexes: [['into_id']],
    isKeyed: true,
  });
  const links = await db.selectFrom('link').selectAll().execute();
  for (const link of links) await db.insertInto('link_edge').values(link).execute();
  await createTable(db, dialect, {
    name: 'paid_for',
    columns: { payer_id: 'text', debtor_id: 'text', vintage: 'text', n: 'integer' },
    primaryKey: ['payer_id', 'debtor_id', 'vintage'],
    indexes: [['debtor_id']],
    notNegative: ['n'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'erasure',
    columns: { member_id: 'text', erased_at: 'integer', event_id: 'text' },
    primaryKey: ['member_id'],
    isKeyed: true,
  });
  await createTable(db, dialect, {
    name: 'private_subject',
    columns: { event_id: 'text', member_id: 'text' },
    primaryKey: ['event_id'],
    indexes: [['member_id']],
    isKeyed: true,
  });
  await noteSubjects(db);
  await createFeedTables(db, dialect);
  await createRereadTables(db, dialect);
}

async function createFeedTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'feed_gone',
    columns: { gseq: 'integer', topic: 'text', key: 'text', branch_id: 'text', gone_at: 'integer' },
    primaryKey: ['gseq'],
  });
  await createTable(db, dialect, {
    name: 'feed_reader',
    columns: { branch_id: 'text', incarnation: 'text', cursor: 'integer', base: 'integer' },
    primaryKey: ['branch_id', 'incarnation'],
    notNegative: ['cursor', 'base'],
    isKeyed: true,
  });
}

/** Types that no build before this migration could read. */
const LATER_TYPES = ['incarnation_closed', 'refund_released', 'stock_consigned', 'order_readied', 'order_released', 'order_fulfilled'];

async function createRereadTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, { name: 'deferred_event', columns: { gseq: 'integer' }, primaryKey: ['gseq'] });
  await db
    .insertInto('deferred_event')
    .columns(['gseq'])
    .expression((eb) =>
      eb
        .selectFrom('event')
        .select('gseq')
        .where((where) =>
          where.or([
            where('disposition', '=', 'deferred'),
            where.and([
              where('disposition', '=', 'applied_with_exception'),
              where('type', 'in', LATER_TYPES),
              where('code', '!=', 'duplicate_id'),
            ]),
          ]),
        ),
    )
    .execute();
  await createTable(db, dialect, {
    name: 'reread',
    columns: {
      gseq: 'integer',
      branch_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      event_id: 'text',
      disposition: 'text',
      code: 'text?',
    },
    primaryKey: ['gseq'],
    indexes: [['branch_id', 'incarnation', 'gseq']],
  });
}

/** Private parts that were here before: their events say whom they are about. */
async function noteSubjects(db: Kysely<HqSchema>): Promise<void> {
  const step = 500;
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('event')
      .innerJoin('event_private', 'event_private.event_id', 'event.event_id')
      .select(['event.gseq', 'event.event_id', 'event.content'])
      .where('event.gseq', '>', after)
      .orderBy('event.gseq')
      .limit(step)
      .execute();
    const subjects = rows.flatMap(({ event_id, content }) => {
      const member = subjectIn(content);
      return member === null ? [] : [{ event_id, member_id: member }];
    });
    if (subjects.length > 0) await db.insertInto('private_subject').values(subjects).execute();
    const last = rows.at(-1);
    if (last === undefined || rows.length < step) return;
    after = last.gseq;
  }
}

function subjectIn(content: string): HqSchema['private_subject']['member_id'] | null {
  const { type, body }: { type: string; body: Readonly<Record<string, unknown>> } = JSON.parse(content);
  const named = type === 'record_saved' && body['topic'] === 'member' ? body['key'] : body['memberId'];
  const member = parseMemberId(typeof named === 'string' ? named : '');
  return member.ok ? member.value : null;
}
