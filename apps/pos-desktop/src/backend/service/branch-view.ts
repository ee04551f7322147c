import type { BranchId } from '@jifen/core';
import { findBranch } from '../store/reference.ts';
import type { Till } from './till.ts';

export type BranchView = {
  readonly id: BranchId;
  readonly name: string;
  readonly address: string;
  readonly contact: string;
  readonly openingHours: string;
  readonly promotions: string;
};

/** The shop as HQ describes it; its bare name before the first feed. */
export function branchViewOf({ store, branch, branchName }: Till): BranchView {
  const row = findBranch(store, branch);
  if (row === null) return { id: branch, name: branchName, address: '', contact: '', openingHours: '', promotions: '' };
  const { id, name, address, contact, opening_hours: openingHours, promotions } = row;
  return { id, name, address, contact, openingHours, promotions };
}
