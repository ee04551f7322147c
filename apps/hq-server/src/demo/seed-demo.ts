import { assert, experience, type Problem, type Result } from '@jifen/core';
import type { HqContext } from '../server/context.ts';
import { openBalances } from '../server/service/balance-service.ts';
import { createBranch } from '../server/service/branch-service.ts';
import type { StaffCaller } from '../server/service/caller.ts';
import { createFirstAdmin } from '../server/service/create-first-admin.ts';
import { changeStatus } from '../server/service/member-account-service.ts';
import { createMember } from '../server/service/register-member.ts';
import { createProduct } from '../server/service/product-service.ts';
import { createReward } from '../server/service/reward-service.ts';
import { publishRule } from '../server/service/rule-service.ts';
import { runAsOne } from '../server/service/run-as-one.ts';
import { createStaff } from '../server/service/staff-service.ts';
import { type DemoData, demoDataAt } from './demo-data.ts';
import type { DemoMember } from './members.ts';
import { demoRule } from './rule.ts';
import { DEMO_PASSWORD, type DemoStaff } from './staff.ts';

/** Fills an empty HQ with the demo chain, whole or not at all, through the services of HQ's pages, so that every number folds from its log. */
export async function seedDemo(context: HqContext): Promise<void> {
  await runAsOne(context, seedAll);
}

async function seedAll(context: HqContext): Promise<void> {
  const now = context.clock();
  const data = demoDataAt(now);
  const caller = await createDemoAdmin(context, data);
  for (const branch of data.branches) done(await createBranch(context, caller, branch));
  done(await publishRule(context, caller, demoRule(1, now)));
  for (const person of data.staff) if (person.role !== 'hq_admin') await engage(context, caller, person);
  for (const product of data.products) done(await createProduct(context, caller, product));
  for (const { reward } of data.rewards) done(await createReward(context, caller, reward));
  for (const member of data.members) await registerMember(context, caller, member);
  done(await openBalances(context, caller, data.members.map(openingOf)));
}

async function createDemoAdmin(context: HqContext, { staff }: DemoData): Promise<StaffCaller> {
  const admin = staff.find(({ role }) => role === 'hq_admin');
  assert(admin !== undefined, 'the demo has an admin');
  const { account, name } = admin;
  const made = done(await createFirstAdmin(context, { account, name, password: DEMO_PASSWORD, isDemo: true }));
  assert(made !== null, 'the demo is seeded into an empty HQ');
  return { kind: 'staff', role: 'hq_admin', staffId: made.staffId, branchId: null };
}

async function engage(context: HqContext, caller: StaffCaller, { password, pin, ...person }: DemoStaff): Promise<void> {
  const secrets = { password: password ?? undefined, pin: pin ?? undefined };
  done(await createStaff(context, caller, { ...person, ...secrets, isActive: true }));
}

async function registerMember(context: HqContext, caller: StaffCaller, member: DemoMember): Promise<void> {
  const { id, name, phone, idNumber, address, birthday, homeBranch, joinedAt } = member;
  const cardNumber = member.cardNumber ?? undefined;
  const password = member.hasPassword ? DEMO_PASSWORD : undefined;
  done(await createMember(context, caller, { id, name, phone, idNumber, address, birthday, cardNumber, password, homeBranch, joinedAt }));
  if (!member.isActive) done(await changeStatus(context, caller, { id, isActive: false }));
}

function openingOf({ id, homeBranch, points, spending }: DemoMember) {
  const { purchases, spendFen, lastPurchaseAt } = spending;
  return { memberId: id, points, experience: experience(spending.experience), purchases, spendFen, lastPurchaseAt, lastBranch: homeBranch };
}

/** The demo's own data is right: a "no" is a bug. */
function done<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`the demo data was refused: ${result.error.code}`);
  return result.value;
}
