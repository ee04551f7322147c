import { must, ok, parseStaffId, type Result, type StaffId } from '@jifen/core';
import { uuidAt } from '@jifen/platform';
import type { HqContext } from '../context.ts';
import { insertStaff, listStaff } from '../store/staff-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { parsePassword } from './password.ts';
import type { HqProblem } from './problem.ts';
import { logRecordSaved } from './save-record.ts';
import { normalizeAccount } from './sign-in.ts';

export type FirstAdmin = {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  /** A demo prints its logins and may use easy passwords; nothing else may. */
  readonly isDemo: boolean;
};

/** Makes the account from which all others are made; does nothing (`null`) where staff exist already. */
export async function createFirstAdmin(
  context: HqContext,
  admin: FirstAdmin,
): Promise<Result<{ readonly staffId: StaffId } | null, HqProblem>> {
  const account = normalizeAccount(admin.account);
  const checked = admin.isDemo ? ok(admin.password) : parsePassword(admin.password, [account, admin.name]);
  if (!checked.ok) return checked;
  const parsed = parseStaffId(uuidAt(context.clock(), context.random));
  const staffId = must(parsed.ok ? parsed.value : null, 'a new staff id');
  const passwordHash = await context.hasher.hash(checked.value);
  return inTransaction(context.store, async (trx) => {
    const anyone = await listStaff(trx, null, { limit: 1, after: null });
    if (anyone.length > 0) return ok(null);
    await insertStaff(trx, {
      staff_id: staffId,
      branch_id: null,
      account,
      name: admin.name,
      role: 'hq_admin',
      password_hash: passwordHash,
      pin_hash: null,
      must_change_pin: 0,
      pin_hlc: null,
      is_active: 1,
    });
    await logRecordSaved(trx, context, {
      topic: 'staff',
      key: staffId,
      fields: ['account', 'name', 'role', 'password'],
      personal: { name: admin.name, account },
      staff: null,
      feed: [],
    });
    return ok({ staffId });
  });
}
