import type { SqliteHandle } from '@jifen/platform';
import type { HqSchema } from '../store/schema.ts';
import { type Balances, DAY_FIELDS, getOrMake, newDaySum, newPartSum, newTotalSum, type TotalSum, type UnclaimedSum } from './balances.ts';
import { addRowFault, type Columns, compareColumns } from './compare-rows.ts';
import { type FindingCode, type Findings, type LogPlace, NOWHERE } from './finding.ts';
import { heldOf } from './fold-postings.ts';

type Table = 'rights' | 'pool' | 'member_total' | 'member_part' | 'unclaimed' | 'stock' | 'branch_day';

type TableCheck<Name extends Table, Sum> = {
  readonly table: Name;
  readonly code: FindingCode;
  readonly sums: Map<string, Sum>;
  readonly keyOf: (row: HqSchema[Name]) => string;
  readonly placeOf: (key: string) => LogPlace | typeof NOWHERE;
  /** The columns that a row must have; those of a key that no log speaks of get `undefined`. */
  readonly columnsOf: (sum: Sum | undefined, row: HqSchema[Name]) => Columns;
  readonly isZero: (sum: Sum) => boolean;
};

/** Compares the tables of balances with the sums of the logs, row by row in both directions. Empties the sums as it goes. */
export function checkTables(db: SqliteHandle, balances: Balances, findings: Findings): void {
  checkTotals(db, balances, findings);
  checkRights(db, balances, findings);
  checkTable(db, findings, {
    table: 'pool',
    code: 'pool_differs',
    sums: balances.pool,
    keyOf: (row) => `${row.member_id}/${row.vintage}`,
    placeOf: () => NOWHERE,
    columnsOf: (sum) => ({ n: Math.max(0, sum?.n ?? 0), deficit: Math.max(0, -(sum?.n ?? 0)) }),
    isZero: ({ n }) => n === 0,
  });
  checkParts(db, balances, findings);
  checkUnclaimed(db, balances, findings);
  checkTable(db, findings, {
    table: 'stock',
    code: 'stock_differs',
    sums: balances.stock,
    keyOf: (row) => `${row.branch_id}/${row.incarnation}/${row.reward_id}`,
    placeOf: (key) => placeOfWords(key, 0),
    columnsOf: (sum) => ({ on_hand: sum?.onHand ?? 0, consigned: sum?.consigned ?? 0 }),
    isZero: ({ onHand, consigned }) => onHand === 0 && consigned === 0,
  });
  checkTable(db, findings, {
    table: 'branch_day',
    code: 'day_differs',
    sums: balances.days,
    keyOf: (row) => `${row.business_date}/${row.branch_id}`,
    placeOf: () => NOWHERE,
    columnsOf: (sum) => sum ?? newDaySum(),
    isZero: (sum) => DAY_FIELDS.every((field) => sum[field] === 0),
  });
}

function checkTable<Name extends Table, Sum>(db: SqliteHandle, findings: Findings, check: TableCheck<Name, Sum>): void {
  const { table, code, sums } = check;
  for (const row of db.prepare<[], HqSchema[Name]>(`select * from ${table}`).iterate()) {
    const key = check.keyOf(row);
    compareColumns(findings, { code, place: check.placeOf(key), key, expected: check.columnsOf(sums.get(key), row) }, columnsOfRow(row));
    sums.delete(key);
  }
  for (const [key, sum] of sums) {
    if (!check.isZero(sum)) addRowFault(findings, { code, place: check.placeOf(key), key }, 'absent');
  }
}

function columnsOfRow(row: object): Columns {
  return Object.fromEntries(Object.entries(row));
}

/** Branch and incarnation as they stand in a key, from this word on. */
function placeOfWords(key: string, from: number): LogPlace {
  const words = key.split('/');
  return { branch: words[from] ?? '', incarnation: words[from + 1] ?? '', seq: null };
}

function checkRights(db: SqliteHandle, { rights }: Balances, findings: Findings): void {
  checkTable(db, findings, {
    table: 'rights',
    code: 'rights_differs',
    sums: rights,
    keyOf: (row) => `${row.member_id}/${row.vintage}/${row.branch_id}/${row.incarnation}`,
    placeOf: (key) => placeOfWords(key, 2),
    columnsOf: (sum, row) => {
      const { granted = 0, earned = 0, restored = 0, spent = 0, clawed = 0, returned = 0 } = sum ?? {};
      // What the till said it has stands in no log; it can only be less than what it was given.
      return { granted, earned, restored, spent, clawed, returned, reported: Math.max(0, Math.min(row.reported, granted)) };
    },
    isZero: (sum) => Object.values(sum).every((value) => typeof value === 'string' || value === 0),
  });
}

/** Points are what lies in the pool and in all rights: counted from the end, not moved with each posting as HQ does. */
function checkTotals(db: SqliteHandle, { rights, pool, totals }: Balances, findings: Findings): void {
  const sums = new Map<string, TotalSum & { points: number }>();
  for (const [member, sum] of totals) sums.set(member, { ...sum, points: 0 });
  const sumOf = (member: string) => getOrMake(sums, member, () => ({ ...newTotalSum(), points: 0 }));
  for (const { member, n } of pool.values()) sumOf(member).points += n;
  for (const { member, ...sum } of rights.values()) sumOf(member).points += Math.max(0, heldOf(sum));
  checkTable(db, findings, {
    table: 'member_total',
    code: 'total_differs',
    sums,
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
    isZero: (sum) => Object.values(sum).every((value) => value === 0 || value === null),
  });
}

function checkParts(db: SqliteHandle, { parts }: Balances, findings: Findings): void {
  checkTable(db, findings, {
    table: 'member_part',
    code: 'part_differs',
    sums: parts,
    keyOf: (row) => `${row.member_id}/${row.branch_id}/${row.incarnation}`,
    placeOf: (key) => placeOfWords(key, 1),
    columnsOf: (sum = newPartSum()) => ({
      experience_gained: sum.experienceGained,
      experience_lost: sum.experienceLost,
      owed: sum.owed,
      purchases: sum.purchases,
      spend_fen: sum.spendFen,
    }),
    isZero: (sum) => Object.values(sum).every((n) => n === 0),
  });
}

function checkUnclaimed(db: SqliteHandle, { unclaimed }: Balances, findings: Findings): void {
  const branchByKey = new Map<string, LogPlace>();
  for (const [key, { branch, incarnation }] of unclaimed) branchByKey.set(key, { branch, incarnation, seq: null });
  checkTable(db, findings, {
    table: 'unclaimed',
    code: 'unclaimed_differs',
    sums: new Map<string, UnclaimedSum>(unclaimed),
    keyOf: (row) => row.event_id,
    placeOf: (key) => branchByKey.get(key) ?? NOWHERE,
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
    isZero: () => false,
  });
}
