import { type BranchId, must, parseStaffId, type StaffId, type UnixMs } from '@jifen/core';
import type { STAFF_ROLES } from '@jifen/sync';
import { uuidAt } from '@jifen/platform';
import { BINHU, RENMIN, XUEYUAN } from './branches.ts';
import type { Chance } from './chance.ts';

/** One for all who sign in at HQ's pages; printed at every start of the demo. */
export const DEMO_PASSWORD = 'kangning2026';

/** Somebody who works for the chain. The id is made with the rest of the data. */
export type DemoPerson = {
  readonly account: string;
  readonly name: string;
  readonly role: (typeof STAFF_ROLES)[number];
  /** Null: HQ. */
  readonly branchId: BranchId | null;
  /** For the till; null: never stands at one. */
  readonly pin: string | null;
};
export type DemoStaff = DemoPerson & {
  readonly id: StaffId;
  /** For HQ's pages. Cashiers have none. */
  readonly password: string | null;
};

/** HQ's admin, a manager and two cashiers for each branch. */
export const DEMO_STAFF: readonly DemoPerson[] = [
  { account: 'admin', name: '林晓雯', role: 'hq_admin', branchId: null, pin: null },
  { account: 'renmin', name: '陈静', role: 'branch_manager', branchId: RENMIN, pin: '618203' },
  { account: 'binhu', name: '吴海峰', role: 'branch_manager', branchId: BINHU, pin: '627415' },
  { account: 'xueyuan', name: '苏婷', role: 'branch_manager', branchId: XUEYUAN, pin: '639508' },
  { account: 'renmin-1', name: '周敏', role: 'cashier', branchId: RENMIN, pin: '104826' },
  { account: 'renmin-2', name: '何俊杰', role: 'cashier', branchId: RENMIN, pin: '175390' },
  { account: 'binhu-1', name: '徐丽华', role: 'cashier', branchId: BINHU, pin: '208461' },
  { account: 'binhu-2', name: '冯子墨', role: 'cashier', branchId: BINHU, pin: '259173' },
  { account: 'xueyuan-1', name: '谢雨桐', role: 'cashier', branchId: XUEYUAN, pin: '307952' },
  { account: 'xueyuan-2', name: '罗志远', role: 'cashier', branchId: XUEYUAN, pin: '341687' },
];

export function demoStaff(now: UnixMs, chance: Chance): readonly DemoStaff[] {
  return DEMO_STAFF.map((person) => ({
    ...person,
    id: staffId(uuidAt(now, chance.source)),
    password: person.role === 'cashier' ? null : DEMO_PASSWORD,
  }));
}

function staffId(text: string): StaffId {
  const parsed = parseStaffId(text);
  return must(parsed.ok ? parsed.value : null, 'staff id');
}
