import { sha256 } from '@jifen/platform';
import type { SqliteHandle } from '@jifen/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../apps/hq-server/src/server/verify/finding.ts';
import { openSyncHq } from '../sync/sync-hq.ts';
import { anna, fill, makeTrueStore, mug, ONE, type TrueStore, TWO, verify, verifyDamaged } from './damaged-store.ts';

let store: TrueStore;

beforeAll(async () => {
  store = await makeTrueStore();
});

afterAll(() => store.remove());

test('a store that the real HQ made is what its logs say, and every kind of event was looked at', async () => {
  const report = await verify(store.folder);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ chains: 3, erased: 0, findingCount: 0, seconds: 0.5, private: { present: 2, erased: 0, withheld: 0 } });
  expect(report.events).toBe(23);
});

test('it works while HQ runs, and writes nothing', async () => {
  const hq = await openSyncHq();
  try {
    await fill(hq);
    const before = await hq.hq.context.db.selectFrom('event').selectAll().execute();
    expect(await verify(hq.dataFolder)).toMatchObject({ findingCount: 0, events: before.length });
    expect(await hq.hq.context.db.selectFrom('event').selectAll().execute()).toEqual(before);
  } finally {
    await hq.close();
  }
});

const run =
  (sql: string, ...values: readonly unknown[]) =>
  (db: SqliteHandle) => {
    const { changes } = db.prepare(sql).run(...values);
    expect(changes).toBeGreaterThan(0);
  };

const OF_LOG = (log: { branch: string; incarnation: string }) => `branch_id = '${log.branch}' and incarnation = '${log.incarnation}'`;

function rowAt(db: SqliteHandle, log: typeof ONE, seq: number): { content: string; hash: string; gseq: number } {
  return db.prepare(`select content, hash, gseq from event where ${OF_LOG(log)} and seq = ?`).get(seq) as never;
}

/** Damage to a log, and how exactly the log's own findings name it. What the tables then say else is told as well. */
const LOG_DAMAGE: readonly [string, (db: SqliteHandle) => void, readonly Partial<Finding>[]][] = [
  [
    'an edited content',
    run(`update event set content = replace(content, '"n":300', '"n":301') where ${OF_LOG(ONE)} and seq = 4`),
    [{ code: 'event_altered', ...ONE, seq: 4 }],
  ],
  [
    'an edited content with its hash made anew',
    (db) => {
      const content = rowAt(db, ONE, 4).content.replace('"n":300', '"n":301');
      run(`update event set content = ?, hash = ? where ${OF_LOG(ONE)} and seq = 4`, content, sha256(content))(db);
    },
    [{ code: 'event_replaced', ...ONE, seq: 4 }],
  ],
  [
    'a content that is none any more',
    run(`update event set content = 'x' where ${OF_LOG(ONE)} and seq = 4`),
    [{ code: 'event_altered', ...ONE, seq: 4 }],
  ],
  [
    'an edited hash',
    run(`update event set hash = ? where ${OF_LOG(ONE)} and seq = 4`, sha256('x')),
    [
      { code: 'event_altered', ...ONE, seq: 4 },
      { code: 'event_replaced', ...ONE, seq: 4 },
    ],
  ],
  [
    'an edited column',
    run(`update event set at = at - 1 where ${OF_LOG(TWO)} and seq = 2`),
    [{ code: 'column_altered', ...TWO, seq: 2, field: 'at' }],
  ],
  [
    'an edited previous hash',
    run(`update event set prev_hash = ? where ${OF_LOG(TWO)} and seq = 3`, sha256('x')),
    [{ code: 'column_altered', ...TWO, seq: 3, field: 'prev_hash' }],
  ],
  [
    'an edited id',
    run(`update event set event_id = '0190ffff-0000-7000-8000-000000000000' where ${OF_LOG(TWO)} and seq = 2`),
    [{ code: 'column_altered', ...TWO, seq: 2, field: 'event_id' }],
  ],
  [
    'an edited place in event order',
    run(`update event set settle_at = settle_at - 1 where ${OF_LOG(ONE)} and seq = 4`),
    [{ code: 'settle_at_differs', ...ONE, seq: 4 }],
  ],
  [
    'an edited disposition',
    run(`update event set disposition = 'deferred' where ${OF_LOG(ONE)} and seq = 4`),
    [{ code: 'disposition_differs', ...ONE, seq: 4 }],
  ],
  ['a dropped event', run(`delete from event where ${OF_LOG(ONE)} and seq = 4`), [{ code: 'chain_gap', ...ONE, seq: 4, expected: 4 }]],
  [
    'three dropped events',
    run(`delete from event where ${OF_LOG(ONE)} and seq between 3 and 5`),
    [{ code: 'chain_gap', ...ONE, seq: 3, expected: 5 }],
  ],
  [
    'a dropped first event',
    run(`delete from event where ${OF_LOG(ONE)} and seq = 1`),
    [{ code: 'chain_gap', ...ONE, seq: 1, expected: 1 }],
  ],
  [
    'two events that changed their places',
    (db) => {
      db.exec(`update event set seq = -seq where ${OF_LOG(ONE)} and seq in (4, 5)`);
      db.exec(`update event set seq = 9 + seq where ${OF_LOG(ONE)} and seq in (-4, -5)`);
    },
    [
      { code: 'column_altered', ...ONE, seq: 5, field: 'seq' },
      { code: 'event_out_of_order', ...ONE, seq: 4 },
      { code: 'column_altered', ...ONE, seq: 4, field: 'seq' },
      { code: 'event_replaced', ...ONE, seq: 5 },
    ],
  ],
  [
    'two events that changed their places in HQ’s order',
    (db) => {
      const [a, b] = [rowAt(db, ONE, 2).gseq, rowAt(db, ONE, 3).gseq];
      for (const [from, to] of [
        [a, -1],
        [b, a],
        [-1, b],
      ])
        run('update event set gseq = ? where gseq = ?', to, from)(db);
    },
    [{ code: 'event_out_of_order', ...ONE, seq: 2 }],
  ],
  ['a log cut off at its end', run(`delete from event where ${OF_LOG(ONE)} and seq >= 6`), [{ code: 'chain_truncated', ...ONE, seq: 6 }]],
  ['a whole log', run(`delete from event where ${OF_LOG(TWO)}`), [{ code: 'chain_truncated', ...TWO, seq: 1 }]],
  [
    'HQ’s own log cut off at its end',
    run(`delete from event where gseq = (select max(gseq) from event where branch_id = 'hq')`),
    [{ code: 'chain_truncated', branch: 'hq' }],
  ],
  [
    'an edited end of a log',
    run(`update incarnation set last_hash = ? where ${OF_LOG(ONE)}`, sha256('x')),
    [{ code: 'incarnation_differs', ...ONE, field: 'last_hash' }],
  ],
  [
    'a forgotten incarnation',
    run(`delete from incarnation where ${OF_LOG(ONE)}`),
    [{ code: 'incarnation_differs', ...ONE, field: 'row', found: 'absent' }],
  ],
  ['a counter of HQ’s order turned back', run(`update counter set value = value - 1 where name = 'gseq'`), [{ code: 'order_differs' }]],
  [
    'a number of HQ’s order that stands twice',
    (db) => {
      const { gseq } = rowAt(db, ONE, 2);
      run('update feed set gseq = ? where gseq = (select min(gseq) from feed)', gseq)(db);
    },
    [{ code: 'order_differs', ...ONE, seq: 2, found: 'twice' }],
  ],
];

const ABOUT_LOGS: ReadonlySet<string> = new Set<Finding['code']>([
  'event_altered',
  'event_unreadable',
  'event_replaced',
  'column_altered',
  'chain_broken',
  'chain_gap',
  'chain_truncated',
  'event_out_of_order',
  'incarnation_differs',
  'order_differs',
  'settle_at_differs',
  'disposition_differs',
]);

test.each(LOG_DAMAGE)('%s is named with its log and seq', async (_, damage, expected) => {
  const { findings } = await verifyDamaged(store, damage);
  expect(findings.filter(({ code }) => ABOUT_LOGS.has(code))).toEqual(expected.map((finding) => expect.objectContaining(finding)));
});

test('nothing is said of a log’s neighbours: an edited text moves no balance of its own accord', async () => {
  const damage = run(
    `update event set content = replace(content, '"reason":"enrolled"', '"reason":"restored"') where ${OF_LOG(ONE)} and seq = 1`,
  );
  expect((await verifyDamaged(store, damage)).findings).toEqual([{ code: 'event_altered', ...ONE, seq: 1 }]);
});

const inOne = `member_id = '${anna}' and branch_id = 'b1'`;

/** Damage to a table: this finding and no other. */
const TABLE_DAMAGE: readonly [string, (db: SqliteHandle, ids: TrueStore['ids']) => void, Partial<Finding>][] = [
  ['a counter of rights', run(`update rights set spent = spent - 1 where ${inOne}`), { code: 'rights_differs', ...ONE, field: 'spent' }],
  ['a grant', run(`update rights set granted = granted + 100 where ${inOne}`), { code: 'rights_differs', ...ONE, field: 'granted' }],
  ['rights that are gone', run(`delete from rights where ${inOne}`), { code: 'rights_differs', ...ONE, field: 'row', found: 'absent' }],
  [
    'points put into the pool',
    run(`insert into pool (member_id, vintage, n, deficit) values ('${anna}', '2030-01', 5, 0)`),
    { code: 'pool_differs', key: `${anna}/2030-01`, field: 'n', expected: 0, found: 5 },
  ],
  ...(
    [
      'points',
      'owed',
      'absorbed',
      'experience',
      'timeline_experience',
      'purchases',
      'spend_fen',
      'last_purchase_at',
      'earned',
      'redeemed',
      'reversed',
      'expired',
    ] as const
  ).map(
    (field) =>
      [
        `a total: ${field}`,
        run(`update member_total set ${field} = ${field} + 1 where member_id = '${anna}'`),
        { code: 'total_differs', key: anna, field },
      ] as (typeof TABLE_DAMAGE)[number],
  ),
  [
    'a visit that is forgotten',
    run(`update member_total set last_visit_at = 5 where member_id = '${anna}'`),
    { code: 'total_differs', field: 'last_visit_at' },
  ],
  ['a part', run(`update member_part set spend_fen = 1 where ${inOne}`), { code: 'part_differs', ...ONE, field: 'spend_fen' }],
  [
    'experience of a part',
    run(`update member_part set experience_gained = 1 where ${inOne}`),
    { code: 'part_differs', ...ONE, field: 'experience_gained' },
  ],
  [
    'an unclaimed sale given to another',
    run(`update unclaimed set attached_member = '${anna}'`),
    { code: 'unclaimed_differs', ...TWO, field: 'attached_member' },
  ],
  [
    'goods on the shelf',
    run(`update stock set on_hand = on_hand + 1 where reward_id = '${mug}' and branch_id = 'b1'`),
    { code: 'stock_differs', ...ONE, field: 'on_hand' },
  ],
  [
    'a day’s sum',
    run(`update branch_day set sales_fen = sales_fen + 1 where branch_id = 'b2'`),
    { code: 'day_differs', field: 'sales_fen' },
  ],
  [
    'a line of the statement',
    (db, { refunded }) => run('update entry set points = points + 1 where event_id = ?', refunded)(db),
    { code: 'entry_differs', ...ONE, seq: 4, field: 'points' },
  ],
  [
    'a line of the statement that nothing made',
    (db, { lateSale }) =>
      run(
        `insert into entry select '${mug}', kind, at, branch_id, points, experience, event_id, null from entry where event_id = ?`,
        lateSale,
      )(db),
    { code: 'entry_differs', ...ONE, field: 'row', found: 'present' },
  ],
  [
    'a top-up',
    (db, { settled }) => run('update sale set top_up = top_up + 1 where event_id = ?', settled)(db),
    { code: 'settlement_differs', ...TWO, seq: 2, field: 'top_up' },
  ],
  [
    'a goodwill',
    (db, { settled }) => run('update sale set goodwill = 9 where event_id = ?', settled)(db),
    { code: 'settlement_differs', ...TWO, seq: 2, field: 'goodwill', expected: 0, found: 9 },
  ],
  [
    'the tier that a sale was settled by',
    (db, { settled }) => run(`update sale set settled_tier_id = 'svip' where event_id = ?`, settled)(db),
    { code: 'settlement_differs', ...TWO, seq: 2, field: 'settled_tier_id', expected: 'vip' },
  ],
  [
    'the experience that a sale was settled by',
    (db, { settled }) => run('update sale set settled_experience = 1 where event_id = ?', settled)(db),
    { code: 'settlement_differs', ...TWO, seq: 2, field: 'settled_experience', expected: 200 },
  ],
  [
    'the basket of a sale',
    (db, { settled }) => run(`update sale set basket = replace(basket, '20000', '20001') where event_id = ?`, settled)(db),
    { code: 'sale_differs', ...TWO, seq: 2, field: 'basket' },
  ],
  [
    'the owner of a sale',
    (db, { unclaimed }) => run(`update sale set member_id = '${anna}' where event_id = ?`, unclaimed)(db),
    { code: 'settlement_differs', ...TWO, seq: 3, field: 'member_id' },
  ],
  [
    'a refund',
    run('update refund set experience_change = 0'),
    { code: 'refund_differs', ...ONE, field: 'experience_change', expected: -100 },
  ],
  [
    'a redemption',
    run(`update redemption set points = 1 where branch_id = 'b1'`),
    { code: 'redemption_differs', ...ONE, field: 'points', expected: 50 },
  ],
  [
    'a redemption that is gone',
    run(`delete from redemption where branch_id = 'b1'`),
    { code: 'redemption_differs', ...ONE, found: 'absent' },
  ],
  [
    'a link that nobody made',
    run(`insert into link (member_id, into_id, linked_at, event_id) values ('${mug}', '${anna}', 1, '${mug}')`),
    { code: 'link_differs', key: mug, found: 'present' },
  ],
  [
    'experience by hand that nobody gave',
    run(
      `insert into experience_change (event_id, member_id, settle_at, branch_id, incarnation, seq, change) values ('${mug}', '${anna}', 1, 'hq', 'x', 1, 5)`,
    ),
    { code: 'experience_change_differs', key: mug, found: 'present' },
  ],
  [
    'a personal part',
    run(`update event_private set salt = 'other' where event_id = (select min(event_id) from event_private)`),
    { code: 'private_altered' },
  ],
  [
    'a personal part that is gone',
    run('delete from event_private where event_id = (select min(event_id) from event_private)'),
    { code: 'private_missing' },
  ],
  [
    'a personal part of no event',
    run(`insert into event_private (event_id, salt, sealed, erased_at) values ('${mug}', 's', 'x', null)`),
    { code: 'private_unexpected', key: mug },
  ],
];

test.each(TABLE_DAMAGE)('%s is named, and nothing else', async (_, damage, expected) => {
  const { findings, findingCount } = await verifyDamaged(store, (db) => damage(db, store.ids));
  expect(findings).toEqual([expect.objectContaining(expected)]);
  expect(findingCount).toBe(1);
});

test('[L4] an erased personal part is no damage: it is counted', async () => {
  const erase = run(
    `update event_private set salt = null, sealed = null, erased_at = 1 where event_id = (select min(event_id) from event_private)`,
  );
  expect(await verifyDamaged(store, erase)).toMatchObject({ findingCount: 0, erased: 1, private: { present: 1, erased: 1 } });
});

test('a rule that was changed after it was published shows in every sale that it settled', async () => {
  const { findings } = await verifyDamaged(store, run(`update rule set ladder = replace(ladder, '15000', '20000')`));
  expect(findings.length).toBeGreaterThan(0);
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['settlement_differs', 'settlement_not_posted']));
});

test('a settlement that HQ never posted is named with its sale', async () => {
  const { findings } = await verifyDamaged(store, (db) => {
    const gseq = db.prepare(`select max(gseq) from event where type = 'sale_settled'`).pluck().get();
    run('delete from event where gseq = ?', gseq)(db);
  });
  expect(findings).toContainEqual(expect.objectContaining({ code: 'settlement_not_posted', ...TWO, seq: 2, field: 'topUp' }));
  expect(findings).toContainEqual(expect.objectContaining({ code: 'chain_gap', branch: 'hq' }));
});

test('a loss that HQ’s log does not tell of is named with its event', async () => {
  const { findings } = await verifyDamaged(store, run(`delete from event where type = 'loss_booked'`));
  expect(findings).toContainEqual(expect.objectContaining({ code: 'loss_differs', ...TWO, field: 'points' }));
});
