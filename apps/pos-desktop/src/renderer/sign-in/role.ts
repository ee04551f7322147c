const ROLES = ['cashier', 'branch_manager', 'hq_admin'] as const;
export type RoleKey = (typeof ROLES)[number] | 'unknown';

/** The key of a role's words; a role that a newer HQ sends is shown as plain staff. */
export function roleKeyOf(role: string): RoleKey {
  return ROLES.find((known) => known === role) ?? 'unknown';
}
