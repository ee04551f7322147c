import { fen, parseBranchId, parseMemberId, parseProductId, parseRewardId, parseStaffId, points } from '@jifen/core';
import { type FeedData, logoSchema } from '@jifen/sync';
import { loadByKeys } from '../../store/bulk.ts';
import { listRules } from '../../store/rule-store.ts';
import type { RecordReader } from './feed-reader.ts';
import { idsOf } from './keys.ts';

export const readProducts: RecordReader = async ({ db }, keys) => {
  const rows = await loadByKeys(idsOf(keys, parseProductId), (list) =>
    db.selectFrom('product').selectAll().where('product_id', 'in', list).execute(),
  );
  return new Map(
    rows.map((row): [string, FeedData<'product'>] => [
      row.product_id,
      {
        id: row.product_id,
        barcode: row.barcode,
        name: row.name,
        priceFen: fen(row.price_fen),
        category: row.category,
        drugClass: row.drug_class,
        earns: row.earns === 1,
        isActive: row.is_active === 1,
      },
    ]),
  );
};

export const readRewards: RecordReader = async ({ db }, keys) => {
  const rows = await loadByKeys(idsOf(keys, parseRewardId), (list) =>
    db.selectFrom('reward').selectAll().where('reward_id', 'in', list).execute(),
  );
  return new Map(
    rows.map((row): [string, FeedData<'reward'>] => [
      row.reward_id,
      {
        id: row.reward_id,
        name: row.name,
        category: row.category,
        drugClass: row.drug_class,
        points: points(row.points),
        cashFen: fen(row.cash_fen),
        pictureUrl: row.picture_url,
        isActive: row.is_active === 1,
      },
    ]),
  );
};

export const readRules: RecordReader = async ({ db }, keys) => {
  const rules = await listRules(db);
  return new Map(
    rules
      .filter(({ version }) => keys.includes(String(version)))
      .map(({ version, effectiveFrom, ladder, campaigns, excludedTenders, expiryMonths }): [string, FeedData<'rule'>] => [
        String(version),
        { version, effectiveFrom, ladder: [...ladder], campaigns: [...campaigns], excludedTenders: [...excludedTenders], expiryMonths },
      ]),
  );
};

export const readBranches: RecordReader = async ({ db }, keys) => {
  const rows = await loadByKeys(idsOf(keys, parseBranchId), (list) =>
    db.selectFrom('branch').selectAll().where('branch_id', 'in', list).execute(),
  );
  return new Map(
    rows.map((row): [string, FeedData<'branch'>] => [
      row.branch_id,
      {
        id: row.branch_id,
        name: row.name,
        address: row.address,
        contact: row.contact,
        openingHours: row.opening_hours,
        promotions: row.promotions,
        utcOffsetMinutes: row.utc_offset_minutes,
        receiptNote: row.receipt_note,
        logo: row.logo === null ? null : logoSchema.parse(JSON.parse(row.logo)),
      },
    ]),
  );
};

/** Staff of the asking branch only; one who works elsewhere now is a tombstone here. */
export const readStaff: RecordReader = async ({ db, till }, keys) => {
  const rows = await loadByKeys(idsOf(keys, parseStaffId), (list) =>
    db.selectFrom('staff').selectAll().where('staff_id', 'in', list).where('branch_id', '=', till.branch).execute(),
  );
  return new Map(
    rows.map((row): [string, FeedData<'staff'>] => [
      row.staff_id,
      {
        id: row.staff_id,
        name: row.name,
        role: row.role,
        pinHash: row.pin_hash,
        isActive: row.is_active === 1,
        mustChangePin: row.must_change_pin === 1,
      },
    ]),
  );
};

export const readLinks: RecordReader = async ({ db }, keys) => {
  const rows = await loadByKeys(idsOf(keys, parseMemberId), (list) =>
    db.selectFrom('link').selectAll().where('member_id', 'in', list).execute(),
  );
  return new Map(rows.map((row): [string, FeedData<'link'>] => [row.member_id, { memberId: row.member_id, into: row.into_id }]));
};
