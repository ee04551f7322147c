import type { BranchId, Incarnation, MemberId } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { HqSchema } from '../store/schema.ts';
import {
  type Balances,
  DAY_FIELDS,
  findLifeSums,
  findRightsSum,
  getOrMake,
  newDaySum,
  newPartSum,
  newTotalSum,
  type TotalSum,
} from './balances.ts';
import { addRowFault, type Columns, compareColumns } from './compare-rows.ts';
import { type FindingCode, type Findings, type LogPlace, NOWHERE } from './finding.ts';
import { heldOf } from './fold-postings.ts';

/** A row that the logs ask for, with the words of its key. */
export type Asked<Sum> = { readonly sum: Sum; readonly key: string };

export type TableCheck<Name extends keyof HqSchema, Sum extends object> = {
  readonly table: Name;
  readonly code: FindingCode;
  readonly find: (row: HqSchema[Name]) => Sum | undefined;
  /** Every sum that must have a row. */
  readonly list: () => Iterable<Asked<Sum>>;
  readonly keyOf: (row: HqSchema[Name]) => string;
  readonly placeOf: (key: string) => LogPlace | typeof NOWHERE;
  /** The columns that a row must have; those of a key that no log speaks of get `undefined`. Null: there must be no such row. */
  readonly columnsOf: (sum: Sum | undefined, row: HqSchema[Name]) => Columns | null;
};

/** Compares the tables of balances with the sums of the logs, row by row in both directions. */
export function checkTables(db: SqliteHandle, balances: Balances, findings: Findings): void {
  checkTotals(db, balances, findings);
  checkRights(db, balances, findings);
  checkPool(db, balances, findings);
  checkParts(db, balances, findings);
  checkUnclaimed(db, balances, findings);
  checkStock(db, balances, findings);
  checkTable(db, findings, {
    table: 'branch_day',
    code: 'day_differs',
    find: (row) => balances.days.get(`${row.business_date}/${row.branch_id}`),
    list: () => listKeyed(balances.days, (sum) => DAY_FIELDS.some((field) => sum[field] !== 0)),
    keyOf: (row) => `${row.business_date}/${row.branch_id}`,
    placeOf: () => NOWHERE,
    columnsOf: (sum) => sum ?? newDaySum(),
  });
}

export function checkTable<Name extends keyof HqSchema, Sum extends object>(
  db: SqliteHandle,
  findings: Findings,
  { table, code, find, list, keyOf, placeOf, columnsOf }: TableCheck<Name, Sum>,
): void {
  const seen = new Set<Sum>();
  for (const row of db.prepare<[], HqSchema[Name]>(`select * from ${table}`).iterate()) {
    const sum = find(row);
    if (sum !== undefined) seen.add(sum);
    const expected = columnsOf(sum, row);
    if (expected !== null && isAsExpected(row, expected)) continue;
    const key = keyOf(row);
    const of = { code, place: placeOf(key), key };
    if (expected === null) addRowFault(findings, of, 'not_expected');
    else compareColumns(findings, { ...of, expected }, columnsOfRow(row));
  }
  for (const { sum, key } of list()) {
    if (!seen.has(sum)) addRowFault(findings, { code, place: placeOf(key), key }, 'absent');
  }
}

/** Nearly always: looked at without making anything. */
function isAsExpected(row: object, expected: Columns): boolean {
  for (const field in expected) if (expected[field] !== undefined && Reflect.get(row, field) !== expected[field]) return false;
  return true;
}

function columnsOfRow(row: object): Columns {
  return Object.fromEntries(Object.entries(row));
}

function* listKeyed<Sum>(sums: ReadonlyMap<string, Sum>, isAsked: (sum: Sum) => boolean): Iterable<Asked<Sum>> {
  for (const [key, sum] of sums) if (isAsked(sum)) yield { sum, key };
}

function hasNumbers(sum: object): boolean {
  return Object.values(sum).some((value) => typeof value === 'number' && value !== 0);
}

/** Branch and incarnation as they stand in a key, from this word on. */
export function placeOfWords(key: string, from: number): LogPlace {
  const words = key.split('/');
  return { branch: words[from] ?? '', incarnation: words[from + 1] ?? '', seq: null };
}

function ownerOf({ branch_id: branch, incarnation }: { readonly branch_id: BranchId; readonly incarnation: Incarnation }) {
  return { branch, incarnation };
}

function checkRights(db: SqliteHandle, balances: Balances, findings: Findings): void {
  checkTable(db, findings, {
    table: 'rights',
    code: 'rights_differs',
    find: (row) => findRightsSum(findLifeSums(balances, ownerOf(row)), { member: row.member_id, vintage: row.vintage }),
    list: () => listRights(balances),
    keyOf: (row) => `${row.member_id}/${row.vintage}/${row.branch_id}/${row.incarnation}`,
    placeOf: (key) => placeOfWords(key, 2),
    columnsOf: (sum, row) => {
      const { granted = 0, earned = 0, restored = 0, spent = 0, clawed = 0, returned = 0 } = sum ?? {};
      // What the till said it has stands in no log; it can only be less than what it was given.
      return { granted, earned, restored, spent, clawed, returned, reported: Math.max(0, Math.min(row.reported, granted)) };
    },
  });
}

function* listRights({ lives }: Balances) {
  for (const { branch, incarnation, rights } of lives.values()) {
    for (const sum of [...rights.values()].flat()) {
      if (hasNumbers(sum)) yield { sum, key: `${sum.member}/${sum.vintage}/${branch}/${incarnation}` };
    }
  }
}

function checkPool(db: SqliteHandle, { pool }: Balances, findings: Findings): void {
  checkTable(db, findings, {
    table: 'pool',
    code: 'pool_differs',
    find: (row) => pool.get(`${row.member_id}/${row.vintage}`),
    list: () => listKeyed(pool, ({ n }) => n !== 0),
    keyOf: (row) => `${row.member_id}/${row.vintage}`,
    placeOf: () => NOWHERE,
    columnsOf: (sum) => ({ n: Math.max(0, sum?.n ?? 0), deficit: Math.max(0, -(sum?.n ?? 0)) }),
  });
}

/** Points are what lies in the pool and in all rights: counted from the end, not moved with each posting as HQ does. */
function checkTotals(db: SqliteHandle, { lives, pool, totals }: Balances, findings: Findings): void {
  const sums = new Map<MemberId, TotalSum & { points: number }>();
  for (const [member, sum] of totals) sums.set(member, { ...sum, points: 0 });
  const sumOf = (member: MemberId) => getOrMake(sums, member, () => ({ ...newTotalSum(), points: 0 }));
  for (const { member, n } of pool.values()) sumOf(member).points += n;
  for (const { rights } of lives.values()) {
    for (const [member, rows] of rights) for (const row of rows) sumOf(member).points += Math.max(0, heldOf(row));
  }
  checkTable(db, findings, {
    table: 'member_total',
    code: 'total_differs',
    find: (row) => sums.get(row.member_id),
    list: () => listKeyed(sums, hasNumbers),
    keyOf: (row) => row.member_id,
    placeOf: () => NOWHERE,
    columnsOf: (sum = { ...newTotalSum(), points: 0 }, row) => ({
      points: sum.points,
      owed: sum.owed,
      absorbed: sum.absorbed,
      experience: sum.experience,
      timeline_experience: sum.timelineExperience,
      purchases: sum.purchases,
      spend_fen: sum.spendFen,
      last_purchase_at: sum.lastPurchaseAt,
      // A member who asks for points at a till was there without an event: later than the logs know, never earlier.
      last_visit_at: Math.max(row.last_visit_at, sum.lastVisitAt),
      earned: sum.earned,
      redeemed: sum.redeemed,
      reversed: sum.reversed,
      expired: sum.expired,
    }),
  });
}

function checkParts(db: SqliteHandle, balances: Balances, findings: Findings): void {
  checkTable(db, findings, {
    table: 'member_part',
    code: 'part_differs',
    find: (row) => findLifeSums(balances, ownerOf(row))?.parts.get(row.member_id),
    list: () => listParts(balances),
    keyOf: (row) => `${row.member_id}/${row.branch_id}/${row.incarnation}`,
    placeOf: (key) => placeOfWords(key, 1),
    columnsOf: (sum = newPartSum()) => ({
      experience_gained: sum.experienceGained,
      experience_lost: sum.experienceLost,
      owed: sum.owed,
      purchases: sum.purchases,
      spend_fen: sum.spendFen,
    }),
  });
}

function* listParts({ lives }: Balances) {
  for (const { branch, incarnation, parts } of lives.values()) {
    for (const [member, sum] of parts) if (hasNumbers(sum)) yield { sum, key: `${member}/${branch}/${incarnation}` };
  }
}

function checkUnclaimed(db: SqliteHandle, { unclaimed }: Balances, findings: Findings): void {
  const placeByKey = new Map<string, LogPlace>();
  for (const [key, { branch, incarnation }] of unclaimed) placeByKey.set(key, { branch, incarnation, seq: null });
  checkTable(db, findings, {
    table: 'unclaimed',
    code: 'unclaimed_differs',
    find: (row) => unclaimed.get(row.event_id),
    list: () => listKeyed(unclaimed, () => true),
    keyOf: (row) => row.event_id,
    placeOf: (key) => placeByKey.get(key) ?? NOWHERE,
    columnsOf: (sum) => ({
      branch_id: sum?.branch,
      incarnation: sum?.incarnation,
      vintage: sum?.vintage,
      points: sum?.points ?? 0,
      experience: sum?.experience ?? 0,
      card_number: sum?.cardNumber ?? null,
      phone_index: sum === undefined ? null : sum.phoneIndex,
      attached_member: sum?.attachedMember ?? null,
      attached_at: sum?.attachedAt ?? null,
    }),
  });
}

function checkStock(db: SqliteHandle, balances: Balances, findings: Findings): void {
  checkTable(db, findings, {
    table: 'stock',
    code: 'stock_differs',
    find: (row) => findLifeSums(balances, ownerOf(row))?.stock.get(row.reward_id),
    list: () => listStock(balances),
    keyOf: (row) => `${row.branch_id}/${row.incarnation}/${row.reward_id}`,
    placeOf: (key) => placeOfWords(key, 0),
    columnsOf: (sum) => ({ on_hand: sum?.onHand ?? 0, consigned: sum?.consigned ?? 0 }),
  });
}

function* listStock({ lives }: Balances) {
  for (const { branch, incarnation, stock } of lives.values()) {
    for (const [reward, sum] of stock) if (hasNumbers(sum)) yield { sum, key: `${branch}/${incarnation}/${reward}` };
  }
}
