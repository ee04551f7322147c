import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BoundQuery,
  cacheStatements,
  compileSqlite,
  migrateToLatest,
  openSqlite,
  type Statement,
  StatementCache,
} from '@jifen/platform';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../../apps/pos-desktop/src/backend/store/migration/migrations.ts';
import { findHead, findTime } from '../../../../apps/pos-desktop/src/backend/store/log.ts';
import { listJournal } from '../../../../apps/pos-desktop/src/backend/store/journal.ts';
import {
  listMembersByCard,
  listMembersByIdNumber,
  listMembersByInitials,
  listMembersByName,
  listMembersByPhone,
} from '../../../../apps/pos-desktop/src/backend/store/member.ts';
import { findProductByBarcode, findRuleAt } from '../../../../apps/pos-desktop/src/backend/store/reference.ts';
import { listHeld, listHeldOf, listUnreportedGrants } from '../../../../apps/pos-desktop/src/backend/store/rights.ts';
import { listForeignSalesByReceiptNo } from '../../../../apps/pos-desktop/src/backend/store/foreign-sale.ts';
import { listUntoldReceipts } from '../../../../apps/pos-desktop/src/backend/store/receipt-owner.ts';
import { findSaleByReceiptNo, listSaleRefunds } from '../../../../apps/pos-desktop/src/backend/store/sale.ts';
import type { BranchSchema } from '../../../../apps/pos-desktop/src/backend/store/schema.ts';
import {
  countOfflineAfter,
  findFirstAfter,
  findOpenShift,
  getZBoundary,
  listClosedShifts,
  listShiftFacts,
} from '../../../../apps/pos-desktop/src/backend/store/shift.ts';
import { countRegistrations, totalsOf } from '../../../../apps/pos-desktop/src/backend/store/statistics.ts';

const log = { no: 1, writer: { branch: 'b', incarnation: '00000000000000aa' }, cipher: null } as never;

async function openMigrated(names = Object.keys(migrations)) {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-migration-'));
  const handle = openSqlite({ path: join(folder, 'x.sqlite') });
  onTestFinished(() => {
    handle.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const wanted = Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)));
  await migrateToLatest(new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) }), wanted);
  return { handle, store: compileSqlite<BranchSchema>(handle) };
}

function tablesOf(handle: { prepare(sql: string): { pluck(): { all(): unknown[] } } }): unknown[] {
  return handle.prepare(`select name from sqlite_schema where type = 'table' and name not like 'kysely%' order by name`).pluck().all();
}

const added: readonly (readonly [string, readonly string[]])[] = [
  ['0010-log', ['command', 'disposition', 'enrolment', 'event_private', 'incarnation', 'lifecycle', 'log', 'peer', 'receipt_counter']],
  ['0020-ledger', ['own_counter', 'past_rights', 'pending_return', 'rights', 'stock']],
  ['0030-member', ['card', 'link', 'member', 'member_edit', 'member_summary']],
  ['0040-reference', ['branch', 'feed_pending', 'product', 'reward', 'rule', 'staff']],
  ['0050-sale', ['redemption', 'redemption_refund', 'sale', 'sale_line', 'sale_refund']],
  ['0060-session', ['pin_failure', 'staff_session']],
  ['0070-life', ['life', 'life_token', 'past_life', 'setting']],
  ['0080-receipt', ['foreign_sale', 'foreign_sale_line', 'receipt_owner']],
  ['0100-places', []],
];

test.each(added.map(([name], index) => [name, index] as const))('migration %s adds its tables and keeps those before', async (_, index) => {
  const so_far = added.slice(0, index + 1);
  const { handle } = await openMigrated(so_far.map(([name]) => name));
  expect(tablesOf(handle)).toEqual(so_far.flatMap(([, tables]) => tables).toSorted());
});

test('a till that HQ knows before 0070 goes on as the life that it leads, heard of when it last was', async () => {
  const { handle } = await openMigrated(added.slice(0, 6).map(([name]) => name));
  handle.exec(`insert into peer values (1, 'e', '[]', 7, '${'a'.repeat(64)}', 0, 0, 0, null, '', 0, 1234)`);
  await migrateToLatest(new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) }), migrations);
  expect(handle.prepare('select is_joined, is_replaced, is_closed, last_applied_at from life').get()).toEqual({
    is_joined: 1,
    is_replaced: 0,
    is_closed: 0,
    last_applied_at: 1234,
  });
  expect(handle.prepare('select present, is_marked from life_token').get()).toEqual({ present: null, is_marked: 0 });
});

test('every table is STRICT', async () => {
  const { handle } = await openMigrated();
  const strict = handle.prepare(`select name from pragma_table_list where strict = 0 and schema = 'main' and type = 'table'`).pluck().all();
  expect(strict.filter((name) => !String(name).startsWith('sqlite_') && !String(name).startsWith('kysely'))).toEqual([]);
});

test('a failing migration leaves the file as it was before the first of the run', async () => {
  const { handle } = await openMigrated(['0010-log']);
  const broken = { ...migrations, '0099-broken': { up: () => Promise.reject(new Error('broken')) } };
  const db = new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) });
  await expect(migrateToLatest(db, broken)).rejects.toThrow('broken');
  expect(tablesOf(handle)).toEqual(added[0]?.[1]);
});

test('the log can neither be changed nor shortened', async () => {
  const { handle } = await openMigrated();
  handle.exec(`insert into incarnation values (1, '00000000000000aa', 'enrolled', 0, 1)`);
  const zeros = '0'.repeat(64);
  handle.exec(`insert into log (incarnation_no, seq, id, prev_hash, hash, at, hlc, hq_floor, type, type_version, postings, body)
               values (1, 1, 'e', '${zeros}', '${zeros}', 0, '', 0, 't', 1, '[]', '{}')`);
  expect(() => handle.exec(`update log set type = 'u'`)).toThrow('append-only');
  expect(() => handle.exec(`delete from log`)).toThrow('append-only');
});

test('rights below zero, stock below zero and a refund beyond its line are stopped by the table itself', async () => {
  const { handle } = await openMigrated();
  expect(() => handle.exec(`insert into rights values ('m', 'never', 1, 0, 0, 2, 0, 0, 1)`)).toThrow('CHECK');
  expect(() => handle.exec(`insert into stock values ('r', -1, 0)`)).toThrow('CHECK');
  handle.exec('pragma foreign_keys = off');
  expect(() => handle.exec(`insert into sale_line values ('s', 0, 100, 100, 1, 101)`)).toThrow('CHECK');
});

test('only one incarnation is alive', async () => {
  const { handle } = await openMigrated();
  handle.exec(`insert into incarnation values (1, '00000000000000aa', 'enrolled', 0, 1)`);
  expect(() => handle.exec(`insert into incarnation values (2, '00000000000000bb', 'restored', 0, 1)`)).toThrow('UNIQUE');
});

const ANY = { kind: 'any' } as const;
const WHOLE = { before: null, limit: 9, only: { kind: 'all' } } as const;

type Db = ReturnType<typeof compileSqlite<BranchSchema>>;
const lookups: readonly (readonly [string, (db: Db) => unknown, RegExp])[] = [
  ['a member by phone', (db) => listMembersByPhone(db, 'x', 20), /member_by_phone/],
  ['a member by ID number', (db) => listMembersByIdNumber(db, 'x', 20), /member_by_id_number/],
  [
    'a member by card',
    (db) => listMembersByCard(db, 'x' as never, 20),
    /SEARCH card USING PRIMARY KEY.*\n.*SEARCH member USING PRIMARY KEY/,
  ],
  ['a member by the beginning of the name', (db) => listMembersByName(db, '张', 20), /member_by_name \(name>\? AND name<\?\)/],
  ['a member by initials', (db) => listMembersByInitials(db, 'zs', 20), /member_by_initials \(initials>\? AND initials<\?\)/],
  ['the end of the log', (db) => findHead(db, log), /SEARCH log USING/],
  ['the time of an event', (db) => findTime(db, log, 1), /SEARCH log USING/],
  ['the rights of a member', (db) => listHeldOf(db, 'm' as never), /SEARCH rights USING PRIMARY KEY/],
  ['all rights that are held', (db) => listHeld(db, { beforeVintage: null, limit: 9 }), /rights_held/],
  ['rights of old vintages', (db) => listHeld(db, { beforeVintage: '2026-01' as never, limit: 9 }), /rights_held \(vintage<\?\)/],
  ['grants to report', (db) => listUnreportedGrants(db, 9), /rights_unreported/],
  ['the rule of a moment', (db) => findRuleAt(db, 1 as never), /rule_by_effective_from/],
  ['a product by barcode', (db) => findProductByBarcode(db, '1'), /product_by_barcode/],
  ['refunds of a sale', (db) => listSaleRefunds(db, 's' as never), /sale_refund_by_sale/],
  [
    'the journal from a place on',
    (db) => listJournal(db, { before: { incarnationNo: 2, seq: 5 }, limit: 9, only: { kind: 'all' }, state: ANY }),
    /SEARCH log USING INDEX sqlite_autoindex_log_2? ?.*incarnation_no,seq\)<\(/,
  ],
  [
    'what HQ does not have',
    (db) => listJournal(db, { ...WHOLE, state: { kind: 'pending', lives: [{ no: 2, ackedSeq: 5 }] } }),
    /SEARCH log USING INDEX sqlite_autoindex_log_2? ?.*incarnation_no=\? AND seq>\?/,
  ],
  ['a receipt of another branch by its number', (db) => listForeignSalesByReceiptNo(db, 'A'), /foreign_sale_by_receipt_no/],
  ['receipts to tell of', (db) => listUntoldReceipts(db, 9), /receipt_owner_untold/],
  ['an own sale by its number', (db) => findSaleByReceiptNo(db, 'A'), /log_by_receipt_no/],
  ['the sales of a day', (db) => totalsOf(db, '2026-01-01' as never), /sale_by_date/],
  ['registrations of a day', (db) => countRegistrations(db, { from: 0, until: 1 }), /log_registrations/],
  ['the open shift', (db) => findOpenShift(db), /SEARCH shift USING INDEX/],
  ['closed shifts from one on', (db) => listClosedShifts(db, { before: 7, limit: 9 }), /SEARCH shift USING INDEX/],
  ['what a Z report covers', (db) => listShiftFacts(db, { no: 1, seq: 7 }, 50), /SEARCH log USING INDEX.*incarnation_no,seq\)>\(/],
  ['where a Z report begins', (db) => findFirstAfter(db, { no: 1, seq: 7 }), /SEARCH log USING.*incarnation_no,seq\)>\(/],
  ['facts with the line cut', (db) => countOfflineAfter(db, { no: 1, seq: 7 }), /SEARCH offline_fact USING PRIMARY KEY/],
  [
    "a member's events",
    (db) => listJournal(db, { before: { incarnationNo: 2, seq: 5 }, limit: 9, only: { kind: 'members', ids: ['m' as never] }, state: ANY }),
    /log_by_member/,
  ],
  [
    'an event by receipt number',
    (db) => listJournal(db, { before: { incarnationNo: 2, seq: 5 }, limit: 9, only: { kind: 'receipt', receiptNo: 'A' }, state: ANY }),
    /log_by_receipt_no/,
  ],
];

test.each(lookups)('finding %s uses an index and never scans a table', async (_, find, expected) => {
  const { handle, store } = await openMigrated();
  const plans: string[] = [];
  const statements = new StatementCache();
  const explain = (query: Statement<BranchSchema, object, unknown> | { compile(): BoundQuery }, values: object = {}) => {
    const { sql, parameters } = 'compile' in query ? query.compile() : statements.bind(store.sql, query, values);
    const rows = handle.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    plans.push(rows.map(({ detail }) => detail).join('\n'));
    return undefined;
  };
  find({ ...store, all: (query: never, values: object) => explain(query, values) ?? [], first: explain } as never);
  expect(plans.join('\n')).toMatch(expected);
  expect(plans.join('\n')).not.toMatch(/^SCAN (?!.*USING (?:COVERING )?INDEX)|TEMP B-TREE/m);
});

test('0150 keeps how often PINs were wrong, and the sealed hashes for the start that moves them', async () => {
  const before = Object.keys(migrations).filter((name) => name < '0150');
  const { handle } = await openMigrated(before);
  handle.exec(`insert into pin_failure values ('anna', 7, 99)`);
  handle.exec(`insert into staff (id, name, role, pin_hash_sealed, is_active) values ('anna', '安娜', 'cashier', 'sealed', 1)`);
  const db = new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) });
  await migrateToLatest(db, migrations);
  expect(handle.prepare('select * from staff_access').all()).toEqual([
    {
      staff_id: 'anna',
      pin_settings: null,
      pin_verifier: null,
      pepper_id: null,
      pin_seq: null,
      failures: 7,
      is_lock_written: 0,
      last_signed_in_at: null,
    },
  ]);
  expect(handle.prepare('select pin_hash_sealed from staff').all()).toEqual([{ pin_hash_sealed: 'sealed' }]);
  expect(tablesOf(handle)).not.toContain('pin_failure');
});

test('half a PIN is no PIN, and one basket waits once', async () => {
  const { handle } = await openMigrated();
  expect(() => handle.exec(`insert into staff_access (staff_id, pin_settings) values ('a', 's')`)).toThrow('CHECK');
  handle.exec(`insert into parked_basket values ('p', 1, 'a', 's')`);
  expect(() => handle.exec(`insert into parked_basket values ('p', 2, 'b', 't')`)).toThrow('UNIQUE');
  handle.exec(`insert into till_setting values ('counter', '{}')`);
});

test('0100 keeps what HQ told of members; where their points lie is not known yet', async () => {
  const before = Object.keys(migrations).filter((name) => name < '0100');
  const { handle } = await openMigrated(before);
  handle.exec(`insert into member_summary values ('m', 5, 0, 5, 1, 500, null, 5, 0, 5, 1, 500, 99)`);
  await migrateToLatest(new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) }), migrations);
  expect(handle.prepare('select points, as_of, places from member_summary').get()).toEqual({ points: 5, as_of: 99, places: '[]' });
});

test('0170: what was written before there were shifts is in no Z report', async () => {
  const fresh = await openMigrated();
  expect(getZBoundary(fresh.store)).toEqual({ no: 0, seq: 0 });
  const { handle, store } = await openMigrated(Object.keys(migrations).filter((name) => name < '0170'));
  handle.exec(`insert into incarnation values (1, '00000000000000aa', 'enrolled', 0, 0), (2, '00000000000000bb', 'restored', 0, 1)`);
  const zeros = '0'.repeat(64);
  for (const [no, seq] of [
    [1, 1],
    [1, 2],
    [2, 1],
  ]) {
    handle.exec(`insert into log (incarnation_no, seq, id, prev_hash, hash, at, hlc, hq_floor, type, type_version, postings, body)
                 values (${no}, ${seq}, 'e${no}${seq}', '${zeros}', '${zeros}', 0, '', 0, 't', 1, '[]', '{}')`);
  }
  await migrateToLatest(new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) }), migrations);
  expect(getZBoundary(store)).toEqual({ no: 2, seq: 1 });
});

test('only one shift is open, and a closed one has its report', async () => {
  const { handle } = await openMigrated();
  handle.exec('pragma foreign_keys = off');
  const row = (id: string, no: number, end: string) => `insert into shift values ('${id}', ${no}, '${id}', '2026-07-31', 0, null, ${end})`;
  handle.exec(row('a', 1, `'z', 5`));
  handle.exec(row('b', 2, 'null, null'));
  expect(() => handle.exec(row('c', 3, 'null, null'))).toThrow('UNIQUE');
  expect(() => handle.exec(row('c', 3, `null, 5`))).toThrow('CHECK');
  expect(() => handle.exec(row('c', 2, `'y', 5`))).toThrow('UNIQUE');
});

test('0080 keeps the refunds that are there, and takes those of other branches’ sales', async () => {
  const { handle } = await openMigrated(Object.keys(migrations).filter((name) => name < '0080'));
  handle.exec('pragma foreign_keys = off');
  handle.exec(`insert into sale_refund values ('r', 's', '2026-07-31', 700, 7)`);
  await migrateToLatest(new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) }), migrations);
  expect(handle.prepare('select id, sale_id, amount_fen, points_back from sale_refund').all()).toEqual([
    { id: 'r', sale_id: 's', amount_fen: 700, points_back: 7 },
  ]);
  expect(() => handle.exec(`insert into sale_refund values ('q', 'elsewhere', '2026-07-31', 1, 0)`)).not.toThrow();
  expect(() => handle.exec(`insert into foreign_sale_line values ('elsewhere', 0, 100, 100, 1, 101)`)).toThrow('CHECK');
  expect(() => handle.exec(`insert into receipt_owner values ('elsewhere', 1, 'lent', 0, 1)`)).toThrow('CHECK');
});
