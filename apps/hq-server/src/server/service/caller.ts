import type { BranchId, MemberId, StaffId } from '@jifen/core';

/** Who signed in at HQ's pages, as the credential says and nothing else. Cashiers sign in at their till only. */
export type StaffCaller = HqAdminCaller | BranchManagerCaller;
type HqAdminCaller = { readonly kind: 'staff'; readonly role: 'hq_admin'; readonly staffId: StaffId; readonly branchId: null };
type BranchManagerCaller = {
  readonly kind: 'staff';
  readonly role: 'branch_manager';
  readonly staffId: StaffId;
  readonly branchId: BranchId;
};
export type MemberCaller = { readonly kind: 'member'; readonly role: 'member'; readonly memberId: MemberId };
export type Caller = StaffCaller | MemberCaller;

/** The branch outside of which the caller sees and changes nothing; null: the whole chain. */
export type BranchScope = BranchId | null;

export function scopeOf(caller: StaffCaller): BranchScope {
  return caller.branchId;
}

export function isInScope(scope: BranchScope, branch: BranchId | null): boolean {
  return scope === null || scope === branch;
}
