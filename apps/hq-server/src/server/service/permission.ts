/**
 * Who may call what. This table is the specification: every operation of the API stands in it by its `operationId`, and nothing
 * else decides on roles. `own`: only inside the caller's own branch, or only the member's own record; whatever lies outside
 * answers like an id that does not exist.
 */
export type Role = 'hq_admin' | 'branch_manager' | 'member' | 'nobody';
export type Reach = 'all' | 'own' | 'none';
export type Permission = Readonly<Record<Role, Reach>>;

const OPEN: Permission = { hq_admin: 'all', branch_manager: 'all', member: 'all', nobody: 'all' };
const HQ_ONLY: Permission = { hq_admin: 'all', branch_manager: 'none', member: 'none', nobody: 'none' };
const STAFF: Permission = { hq_admin: 'all', branch_manager: 'all', member: 'none', nobody: 'none' };
const OWN_BRANCH: Permission = { hq_admin: 'all', branch_manager: 'own', member: 'none', nobody: 'none' };
const OWN_MEMBER: Permission = { hq_admin: 'none', branch_manager: 'none', member: 'own', nobody: 'none' };
const EVERY_MEMBER: Permission = { hq_admin: 'none', branch_manager: 'none', member: 'all', nobody: 'none' };

export const PERMISSIONS = {
  signInStaff: OPEN,
  readStaffSession: STAFF,
  signOutStaff: STAFF,

  listBranches: OWN_BRANCH,
  createBranch: HQ_ONLY,
  readBranch: OWN_BRANCH,
  updateBranch: OWN_BRANCH,
  readReceiptHead: OWN_BRANCH,
  saveReceiptHead: OWN_BRANCH,
  createEnrolmentCode: HQ_ONLY,
  listTerminals: OWN_BRANCH,
  revokeTerminal: HQ_ONLY,
  listIncarnations: OWN_BRANCH,
  readIncarnation: OWN_BRANCH,
  actOnIncarnation: HQ_ONLY,
  reclaimReceipt: HQ_ONLY,
  readBarrier: OWN_BRANCH,
  waiveBarrier: HQ_ONLY,

  listMembers: OWN_BRANCH,
  createMember: OWN_BRANCH,
  readMember: OWN_BRANCH,
  updateMember: OWN_BRANCH,
  changeMemberStatus: OWN_BRANCH,
  bindMemberCard: OWN_BRANCH,
  setMemberPassword: OWN_BRANCH,
  adjustMember: HQ_ONLY,
  readMemberStatement: OWN_BRANCH,
  issueMemberGrant: OWN_BRANCH,
  linkMember: HQ_ONLY,
  unlinkMember: HQ_ONLY,
  eraseMember: HQ_ONLY,
  listDuplicates: OWN_BRANCH,
  dismissDuplicate: HQ_ONLY,

  listProducts: STAFF,
  createProduct: HQ_ONLY,
  updateProduct: HQ_ONLY,
  listRewards: STAFF,
  createReward: HQ_ONLY,
  updateReward: HQ_ONLY,
  listRewardStock: OWN_BRANCH,
  listRules: STAFF,
  publishRule: HQ_ONLY,
  readSettings: HQ_ONLY,
  saveSettings: HQ_ONLY,

  listNotices: STAFF,
  publishNotice: HQ_ONLY,
  withdrawNotice: HQ_ONLY,

  listStaff: OWN_BRANCH,
  createStaff: OWN_BRANCH,
  updateStaff: OWN_BRANCH,

  listOrders: OWN_BRANCH,
  createOrder: OWN_BRANCH,
  cancelOrder: OWN_BRANCH,

  listShifts: OWN_BRANCH,
  readShift: OWN_BRANCH,

  listExceptions: OWN_BRANCH,
  resolveException: HQ_ONLY,
  readStatistics: OWN_BRANCH,
  listAudit: HQ_ONLY,

  signInMember: OPEN,
  signOutMember: OWN_MEMBER,
  readMe: OWN_MEMBER,
  updateMe: OWN_MEMBER,
  changeMyPassword: OWN_MEMBER,
  readMyStatement: OWN_MEMBER,
  issueMyGrant: OWN_MEMBER,
  listMyRewards: OWN_MEMBER,
  listMyOrders: OWN_MEMBER,
  createMyOrder: OWN_MEMBER,
  cancelMyOrder: OWN_MEMBER,
  listOpenBranches: EVERY_MEMBER,
} as const satisfies Record<string, Permission>;

export type Operation = keyof typeof PERMISSIONS;

export function isPermitted(role: Role, operation: Operation): boolean {
  return PERMISSIONS[operation][role] !== 'none';
}
