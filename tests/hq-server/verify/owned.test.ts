import { rmSync } from 'node:fs';
import type { SqliteHandle } from '@jifen/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../apps/hq-server/src/server/verify/finding.ts';
import { openSyncHq } from '../sync/sync-hq.ts';
import { verify, verifyDamaged } from './damaged-store.ts';
import { fillOwned, OWNED, type OwnedIds } from './owned-store.ts';

const { anna, ann, dora } = OWNED;
let folder: string;
let ids: OwnedIds;

beforeAll(async () => {
  const hq = await openSyncHq();
  ids = await fillOwned(hq);
  await hq.hq.close();
  folder = hq.dataFolder;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a store with merges, write-offs, moved receipts and orders is what its logs say', async () => {
  expect((await verify(folder)).findings).toEqual([]);
});

const run =
  (sql: string, ...values: readonly unknown[]) =>
  (db: SqliteHandle) =>
    expect(db.prepare(sql).run(...values).changes).toBe(1);

type Damage = (ids: OwnedIds) => (db: SqliteHandle) => void;

/** Damage to a table: this finding and no other. Each column and each missing or added row. */
const DAMAGE: readonly [string, Damage, (ids: OwnedIds) => Partial<Finding>][] = [
  [
    'what one id paid for another',
    () => run('update paid_for set n = n - 1'),
    () => ({ code: 'paid_for_differs', key: `${ann}/${anna}/never`, field: 'n', expected: 100, found: 99 }),
  ],
  [
    'a payment that is forgotten',
    () => run('delete from paid_for'),
    () => ({ code: 'paid_for_differs', field: 'row', expected: 'present', found: 'absent' }),
  ],
  [
    'a payment that nobody made',
    () => run(`insert into paid_for (payer_id, debtor_id, vintage, n) values ('${dora}', '${anna}', 'never', 5)`),
    () => ({ code: 'paid_for_differs', key: `${dora}/${anna}/never`, field: 'n', expected: 0, found: 5 }),
  ],
  ['a merge as it was said', () => run(`update link_edge set into_id = '${dora}'`), () => ({ code: 'link_edge_differs', key: anna })],
  ['a merge that is forgotten', () => run('delete from link'), () => ({ code: 'link_differs', key: anna, found: 'absent' })],
  ...(
    [
      ['written_off', 500],
      ['covered', 40],
      ['compensated', 460],
    ] as const
  ).map(
    ([field, expected]) =>
      [
        `a write-off: ${field}`,
        () => run(`update write_off set ${field} = ${field} + 1`),
        () => ({ code: 'write_off_differs', branch: 'b3', incarnation: '000000000000003a', field, expected, found: expected + 1 }),
      ] as (typeof DAMAGE)[number],
  ),
  [
    'a write-off that is forgotten',
    () => run('delete from write_off'),
    () => ({ code: 'write_off_differs', branch: 'b3', found: 'absent' }),
  ],
  [
    'the owner of a receipt',
    () => run(`update receipt_owner set branch_id = 'b3' where transfer = 1`),
    () => ({ code: 'receipt_owner_differs', branch: 'b3', field: 'branch_id', expected: 'b2', found: 'b3' }),
  ],
  [
    'a receipt that was given up',
    () => run(`update receipt_owner set state = 'taken' where transfer = 0`),
    () => ({ code: 'receipt_owner_differs', branch: 'b1', field: 'state', expected: 'released', found: 'taken' }),
  ],
  [
    'a receipt that was not given up',
    () => run(`update receipt_owner set state = 'released' where transfer = 1`),
    () => ({ code: 'receipt_owner_differs', branch: 'b2', field: 'state', found: 'released' }),
  ],
  [
    'an owner that is forgotten',
    () => run('delete from receipt_owner where transfer = 1'),
    ({ moved }) => ({ code: 'receipt_owner_differs', key: `${moved}/1/b2/000000000000002a`, found: 'absent' }),
  ],
  [
    'an owner that nobody made',
    ({ moved }) =>
      run(
        `insert into receipt_owner (sale_id, transfer, branch_id, incarnation, state, changed_at) values (?, 2, 'b3', 'x', 'granted', 1)`,
        moved,
      ),
    ({ moved }) => ({ code: 'receipt_owner_differs', key: `${moved}/2/b3/x`, found: 'present' }),
  ],
  ...(
    [
      ['state', `'fulfilled'`, 'ready', 'fulfilled'],
      ['owner', 'null', '000000000000001a', null],
      ['points', '1', 100, 1],
      ['quantity', '2', 1, 2],
      ['member_id', `'${dora}'`, OWNED.emil, dora],
      ['branch_id', `'b2'`, 'b1', 'b2'],
      ['slices', `'[]'`, `[{"memberId":"${OWNED.emil}","n":100,"vintage":"never"}]`, '[]'],
      ['round', '7', 1, 7],
    ] as const
  ).map(
    ([field, value, expected, found]) =>
      [
        `an order: ${field}`,
        (of: OwnedIds) => run(`update reward_order set ${field} = ${value} where order_id = ?`, of.ready),
        (of: OwnedIds) => ({ code: 'order_row_differs', key: of.ready, field, expected, found }),
      ] as (typeof DAMAGE)[number],
  ),
  [
    'why an order ended',
    (of) => run(`update reward_order set reason = 'not_collected' where order_id = ?`, of.cancelled),
    (of) => ({ code: 'order_row_differs', key: of.cancelled, field: 'reason', expected: 'changed my mind' }),
  ],
  [
    'a cancelled order that lives again',
    (of) => run(`update reward_order set state = 'created' where order_id = ?`, of.cancelled),
    (of) => ({ code: 'order_row_differs', key: of.cancelled, field: 'state', expected: 'cancelled', found: 'created' }),
  ],
  [
    'an order that is forgotten',
    (of) => run('delete from reward_order where order_id = ?', of.reserved),
    (of) => ({ code: 'order_row_differs', key: of.reserved, found: 'absent' }),
  ],
  [
    'an order that nobody placed',
    (of) =>
      run(
        `insert into reward_order select '${dora}', member_id, branch_id, reward_id, reward_name, quantity, points, cash_fen, slices, state,
           reason, is_cancel_wanted, owner, round, created_at, changed_at from reward_order where order_id = ?`,
        of.ready,
      ),
    () => ({ code: 'order_row_differs', key: dora, found: 'present' }),
  ],
];

test.each(DAMAGE)('%s is named, and nothing else', async (_, damage, expected) => {
  const { findings } = await verifyDamaged({ folder }, damage(ids));
  expect(findings).toEqual([expect.objectContaining(expected(ids))]);
});

const ALTERED: readonly (readonly [string, string])[] = [
  ['points', `update event set content = replace(content, '"n":500', '"n":501') where type = 'rights_written_off'`],
  [
    'a text that is no event of its type',
    `update event set content = json_set(content, '$.body', json('{}')) where gseq = (select min(gseq) from event where type = 'sale_recorded')`,
  ],
];

test.each(ALTERED)('a large store is checked in two threads, with the same findings: %s altered', async (_, altering) => {
  const damage = (db: SqliteHandle) => {
    run('update paid_for set n = n - 1')(db);
    run(altering)(db);
  };
  const [here, apart] = [await verifyDamaged({ folder }, damage), await verifyDamaged({ folder }, damage, { threadFrom: 0 })];
  expect(apart).toEqual(here);
  expect(here.findings.map(({ code }) => code)).toContain('event_altered');
  expect(here.findings.map(({ code }) => code)).toContain('paid_for_differs');
});
