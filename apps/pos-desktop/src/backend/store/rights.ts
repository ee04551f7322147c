import { assert, type MemberId, points, type PointsSlice, type Vintage } from '@jifen/core';
import {
  type Grant,
  mergeRights,
  NO_RIGHTS,
  rawRightsOf,
  type RightsChange,
  type RightsKey,
  type RightsRow,
  rightsOf,
  stepRights,
} from '@jifen/sync';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { Flag, RightsTableRow } from './schema.ts';
import { statement } from './statement.ts';

/** The same text as in the index `rights_held`, so that SQLite uses it. */
const held = sql<number>`granted + earned + restored - spent - clawed - returned`;

type OfMember = { readonly member: MemberId };
const RIGHTS = statement((from, { member, vintage }: RightsKey) =>
  from.selectFrom('rights').selectAll().where('member_id', '=', member).where('vintage', '=', vintage),
);
const RIGHTS_OF_MEMBER = statement((from, { member }: OfMember) =>
  from.selectFrom('rights').selectAll().where('member_id', '=', member).orderBy('vintage'),
);

export function findRights(db: BranchDb, { member, vintage }: RightsKey): RightsRow | null {
  const row = db.first(RIGHTS, { member, vintage });
  return row === undefined ? null : rightsRowOf(row);
}

export function listRights(db: BranchDb, member: MemberId): RightsRow[] {
  return db.all(RIGHTS_OF_MEMBER, { member }).map(rightsRowOf);
}

/** What this branch may spend of one member id, oldest vintage first. */
export function listHeldOf(db: BranchDb, member: MemberId): PointsSlice[] {
  return listRights(db, member)
    .map((row) => ({ memberId: row.member, vintage: row.vintage, n: rightsOf(row) }))
    .filter(({ n }) => n > 0);
}

export type HeldQuery = { readonly beforeVintage: Vintage | null; readonly limit: number };

const HELD = statement((from, { limit }: { readonly limit: number }) => heldIn(from).limit(limit));
const HELD_BEFORE = statement((from, { vintage, limit }: { readonly vintage: Vintage; readonly limit: number }) =>
  heldIn(from).where('vintage', '<', vintage).limit(limit),
);

function heldIn(from: BranchDb['sql']) {
  const rows = from.selectFrom('rights').select(['member_id', 'vintage', held.as('n')]);
  return rows.where(held, '>', sql.lit(0)).orderBy('vintage').orderBy('member_id');
}

/** Rights still held by any member, oldest vintage first; with `beforeVintage` only older ones. */
export function listHeld(db: BranchDb, { beforeVintage, limit }: HeldQuery): PointsSlice[] {
  const rows = beforeVintage === null ? db.all(HELD, { limit }) : db.all(HELD_BEFORE, { vintage: beforeVintage, limit });
  return rows.map((row) => ({ memberId: row.member_id, vintage: row.vintage, n: points(row.n) }));
}

/** One step of one counter, as a posting makes it, on the row itself. Below zero the table stops it: the decision before it was wrong. */
export function stepRightsRow(trx: BranchTrx, change: RightsChange): void {
  if (change.counter === 'earned' || change.counter === 'restored') addRights(trx, change);
  else takeRights(trx, change);
}

const ADD_RIGHTS = statement((from, row: RightsTableRow) =>
  from
    .insertInto('rights')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'vintage']).doUpdateSet((set) => ({
        earned: set('rights.earned', '+', set.ref('excluded.earned')),
        restored: set('rights.restored', '+', set.ref('excluded.restored')),
      })),
    ),
);

function addRights(trx: BranchTrx, change: RightsChange): void {
  trx.run(ADD_RIGHTS, { member_id: change.member, vintage: change.vintage, ...stepRights(NO_RIGHTS, change), is_grant_reported: 1 });
}

/** What leaves must be there: a row that is missing has nothing to take. */
function takeRights(trx: BranchTrx, { member, vintage, counter, n }: RightsChange): void {
  const changed = trx.run(
    trx.sql
      .updateTable('rights')
      .set((set) => ({ [counter]: set(counter, '+', n) }))
      .where('member_id', '=', member)
      .where('vintage', '=', vintage),
  );
  assert(changed === 1, `rights of ${member} ${vintage} that are not here cannot leave`);
}

/** Takes HQ's cumulative grants; a smaller one than held changes nothing. */
export function takeGrants(trx: BranchTrx, grants: readonly Grant[]): void {
  const rows = grants.map(({ memberId, vintage, granted }) => ({ member: memberId, vintage, ...NO_RIGHTS, granted }));
  mergeRightsRows(trx, rows);
}

/** Keeps the larger of each counter. */
export function mergeRightsRows(trx: BranchTrx, rows: readonly RightsRow[]): void {
  for (const row of rows) {
    const before = findRights(trx, row) ?? NO_RIGHTS;
    const after = mergeRights(before, row);
    assert(rawRightsOf(after) >= 0, `rights of ${row.member} ${row.vintage} would fall below zero`);
    const isGrantReported = after.granted > before.granted ? 0 : null;
    saveRights(trx, { row: { member: row.member, vintage: row.vintage, ...after }, isGrantReported });
  }
}

const UNREPORTED = statement((from, { limit }: { readonly limit: number }) =>
  from.selectFrom('rights').select(['member_id', 'vintage', 'granted']).where('is_grant_reported', '=', sql.lit(0)).limit(limit),
);

/** Grants that HQ was not told of since they changed. */
export function listUnreportedGrants(db: BranchDb, limit: number): Grant[] {
  return db.all(UNREPORTED, { limit }).map((row) => ({ memberId: row.member_id, vintage: row.vintage, granted: points(row.granted) }));
}

/** Notes that HQ was told; a grant that grew meanwhile stays to be told. */
export function markGrantsReported(trx: BranchTrx, grants: readonly Grant[]): void {
  for (const { memberId, vintage, granted } of grants) {
    trx.run(
      trx.sql
        .updateTable('rights')
        .set({ is_grant_reported: 1 })
        .where('member_id', '=', memberId)
        .where('vintage', '=', vintage)
        .where('granted', '=', granted),
    );
  }
}

/** In a new history of HQ every grant is told again. */
export function forgetReportedGrants(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('rights').set({ is_grant_reported: 0 }).where('granted', '>', 0));
}

function saveRights(trx: BranchTrx, { row, isGrantReported }: { row: RightsRow; isGrantReported: Flag | null }): void {
  const { member, vintage, granted, earned, restored, spent, clawed, returned } = row;
  const counters = { granted, earned, restored, spent, clawed, returned };
  trx.run(
    trx.sql
      .insertInto('rights')
      .values({ member_id: member, vintage, ...counters, is_grant_reported: isGrantReported ?? 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['member_id', 'vintage'])
          .doUpdateSet(isGrantReported === null ? counters : { ...counters, is_grant_reported: isGrantReported }),
      ),
  );
}

function rightsRowOf(row: RightsTableRow): RightsRow {
  const { granted, earned, restored, spent, clawed, returned } = row;
  return { member: row.member_id, vintage: row.vintage, granted, earned, restored, spent, clawed, returned };
}
