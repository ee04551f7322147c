import type { PaperShop } from '../../paper/paper-facts.ts';
import type { Picture } from '../../paper/paper.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findBranch } from '../store/reference.ts';
import { printerSettingOf } from './printer-setting.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Till } from './till.ts';

/** The shop as its papers show it; its bare name before HQ described it. */
export function paperShopOf(db: BranchDb, till: Till): PaperShop {
  const { columns, language } = printerSettingOf(db);
  const row = findBranch(db, till.branch);
  const look = { branch: till.branch, columns, language, utcOffsetMinutes: utcOffsetMinutesOf(db, till) };
  if (row === null) return { ...look, name: till.branchName, address: '', phone: '', note: '', logo: null };
  const logo: Picture | null = row.logo === null ? null : JSON.parse(row.logo);
  return { ...look, name: row.name, address: row.address, phone: row.contact, note: row.receipt_note, logo };
}
